-- What somebody who knows SQL would write for the figures and hits of one evening, from full journals: plain counts with
-- FILTER, one pass over lessons and one over marks, nothing packed or kept from the night before.
CREATE TABLE figures AS
WITH by_week AS (
  SELECT institution, learner, date_trunc('week', day) AS week, count(*) AS held,
    count(*) FILTER (status = {present}) AS present, count(*) FILTER (status IN {missed}) AS missed,
    count(*) FILTER (status IN {unexcused}) AS unexcused, count(*) FILTER (status IN {by_weeks}) AS by_weeks
  FROM read_parquet({attendance}) WHERE day NOT IN {free} AND day < '{end}' GROUP BY ALL
), full_journals AS (
  SELECT institution, week, max(present) > 0 AS is_full FROM by_week GROUP BY ALL
), weeks AS (
  SELECT learner, week, held, missed, unexcused, is_full AND by_weeks < held AS counts
  FROM by_week JOIN full_journals USING (institution, week)
), attendance AS (
  SELECT learner,
    coalesce(sum(held) FILTER (counts AND week >= '{semester}'), 0) AS held_semester,
    coalesce(sum(missed) FILTER (counts AND week >= '{semester}'), 0) AS missed_semester,
    coalesce(sum(unexcused) FILTER (counts AND week >= '{semester}'), 0) AS unexcused_semester,
    coalesce(sum(unexcused) FILTER (week >= '{semester}'), 0) AS unexcused_all,
    coalesce(sum(held) FILTER (counts AND week >= '{recent}'), 0) AS held_recent,
    coalesce(sum(missed) FILTER (counts AND week >= '{recent}'), 0) AS missed_recent,
    coalesce(sum(unexcused) FILTER (counts AND week >= '{recent}'), 0) AS unexcused_recent,
    coalesce(sum(held) FILTER (counts AND week < '{recent}'), 0) AS held_before,
    coalesce(sum(missed) FILTER (counts AND week < '{recent}'), 0) AS missed_before
  FROM weeks GROUP BY ALL
), subjects AS (
  SELECT learner, subject, day >= '{semester}' AS now, count(mark) AS n, sum(mark) AS sy, count(passed) AS judged,
    count(*) FILTER (passed = 0) AS failed, sum(day - DATE '{year}') FILTER (mark IS NOT NULL) AS sx,
    sum((day - DATE '{year}') * mark) AS sxy,
    sum((day - DATE '{year}') * (day - DATE '{year}')) FILTER (mark IS NOT NULL) AS sxx
  FROM read_parquet({marks}) WHERE day < '{end}' GROUP BY ALL
), marks AS (
  SELECT learner, sum(n) FILTER (now) AS n_now, sum(sy) FILTER (now) AS sy_now,
    sum(n + judged) FILTER (now) AS seen_now,
    count(*) FILTER (now AND (n >= 3 AND sy * 2 < n * 7 OR n < 3 AND judged >= 3 AND failed * 2 > judged)) AS insufficient,
    sum(n) AS n, sum(sx) AS sx, sum(sy) AS sy, sum(sxy) AS sxy, sum(sxx) AS sxx
  FROM subjects GROUP BY ALL
), notes AS (
  SELECT learner, count(*) AS semester, count(*) FILTER (day >= '{recent}') AS recent
  FROM read_parquet({notes}) WHERE kind IN {remarks} AND day >= '{semester}' AND day < '{end}' GROUP BY ALL
), grades AS (
  SELECT learner, max(grade) FILTER (school_year = {school_year}) AS now,
    max(grade) FILTER (school_year = {school_year} - 1) AS before
  FROM read_parquet({enrolment}) GROUP BY ALL
), moves AS (
  SELECT learner, "first", institution <> lag(institution) OVER stays AND school_year = lag(school_year) OVER stays AS moved
  FROM read_parquet({enrolment}) WINDOW stays AS (PARTITION BY learner ORDER BY "first", institution, class_key)
)
SELECT learner, {missed_share_four_weeks} AS figure, missed_recent AS num, held_recent AS den, held_recent AS seen
FROM attendance WHERE held_recent > 0
UNION ALL SELECT learner, {missed_share_semester}, missed_semester, held_semester, held_semester
FROM attendance WHERE held_semester > 0
UNION ALL SELECT learner, {unexcused_share_four_weeks}, unexcused_recent, held_recent, held_recent
FROM attendance WHERE held_recent > 0
UNION ALL SELECT learner, {unexcused_share_semester}, unexcused_semester, held_semester, held_semester
FROM attendance WHERE held_semester > 0
UNION ALL SELECT learner, {unexcused_lessons_semester}, unexcused_all, 1, held_semester
FROM attendance WHERE unexcused_all > 0 OR held_semester > 0
UNION ALL SELECT learner, {absence_change_four_weeks}, missed_recent * held_before - missed_before * held_recent,
  held_recent * held_before, held_recent
FROM attendance WHERE held_recent > 0 AND held_before > 0
UNION ALL SELECT learner, {insufficient_subjects_semester}, insufficient, 1, seen_now FROM marks WHERE seen_now > 0
UNION ALL SELECT learner, {mean_mark_semester}, sy_now, n_now, n_now FROM marks WHERE n_now > 0
UNION ALL SELECT learner, {mark_fall_school_year}, (sx * sy - n * sxy) * 28, n * sxx - sx * sx, n
FROM marks WHERE n * sxx - sx * sx > 0
UNION ALL SELECT learner, {repeated_grade_school_year}, 1, 1, 1 FROM grades WHERE now = before
UNION ALL SELECT learner, {change_of_school_school_year}, count(*), 1, count(*)
FROM moves WHERE moved AND "first" >= '{year}' GROUP BY learner
UNION ALL SELECT learner, {behaviour_notes_semester}, semester, 1, semester FROM notes
UNION ALL SELECT learner, {behaviour_notes_four_weeks}, recent, 1, recent FROM notes WHERE recent > 0;

CREATE TABLE places AS
SELECT DISTINCT ON (learner) learner, institution, class_key, grade FROM read_parquet({enrolment}) WHERE "end" IS NULL
ORDER BY learner, "first" DESC, institution DESC, class_key DESC;

CREATE TABLE hits AS
SELECT learner, rule, figure, num, den, seen, threshold_num, threshold_den, absent_is_zero, class_key, grade
FROM figures JOIN rules USING (figure) JOIN places USING (learner)
WHERE seen >= minimum_seen AND grade BETWEEN first_grade AND last_grade
  AND (sign * (num * threshold_den - threshold_num * den) > 0
    OR (NOT strict AND num * threshold_den = threshold_num * den));

CREATE TABLE told AS
WITH asked AS (SELECT DISTINCT class_key, figure, absent_is_zero FROM hits),
usual AS (
  SELECT class_key, figure, quantile_disc(coalesce(num / den, 0), 0.5) AS class_usual
  FROM asked JOIN places USING (class_key) LEFT JOIN figures USING (learner, figure)
  WHERE absent_is_zero OR num IS NOT NULL GROUP BY ALL
)
SELECT * FROM hits LEFT JOIN usual USING (class_key, figure);
