-- One national semester, made from nothing: 43 municipalities and 17 state vocational schools, 611 institutions (110 of them in the
-- largest municipality), 11,500 plans, about 250,000 sessions and 300,000 entries, 14,000 sheets, 12,000 claims.
-- Every row is a pure function of its number, so that each run measures the same.
SELECT set_config('pumpurs.national', 'yes', false);
SET work_mem = '256MB';
CREATE FUNCTION pg_temp.k(kind text, n bigint) RETURNS uuid IMMUTABLE LANGUAGE sql AS $$ SELECT md5(kind || ':' || n)::uuid $$;

INSERT INTO partners_partner (id, kind, name, municipality_code)
SELECT pg_temp.k('partner', n), CASE WHEN n <= 43 THEN 'municipality' ELSE 'state_vocational_school' END, 'Partner ' || n,
       'B-' || n
FROM generate_series(1, 60) n;

CREATE TEMP TABLE place AS
SELECT n, pg_temp.k('institution', n) AS id,
       pg_temp.k('partner', CASE WHEN n <= 110 THEN 1 WHEN n <= 594 THEN 2 + (n % 42) ELSE 44 + n - 595 END) AS partner
FROM generate_series(1, 611) n;
INSERT INTO partners_institution (id, partner_id, kind, name, registration_number, source_code, vocational)
SELECT id, partner, 'secondary_school', 'School ' || n, '', 'B-' || n, n > 594 FROM place;

-- six who give support at each institution; the first of them heads it
CREATE TEMP TABLE worker AS
SELECT (p.n - 1) * 6 + w AS n, pg_temp.k('account', (p.n - 1) * 6 + w) AS account,
       pg_temp.k('appointment', (p.n - 1) * 6 + w) AS appointment, p.n AS place, p.id AS institution, p.partner, w
FROM place p, generate_series(1, 6) w;
INSERT INTO people_account (id, password, email, name, language, is_active, is_demo)
SELECT account, '!', 'b' || n || '@bench.example', 'Worker ' || n, 'lv', true, false FROM worker;
INSERT INTO people_appointment (id, account_id, role, institution_id, profession, whole_institution, since)
SELECT appointment, account, CASE WHEN w = 1 THEN 'head' ELSE 'plan_author' END, institution, 'teacher', false, '2020-09-01'
FROM worker;

CREATE TEMP TABLE planned AS
SELECT s.n, pg_temp.k('plan', s.n) AS id, pg_temp.k('learner', s.n) AS learner, pg_temp.k('measure', s.n) AS measure,
       w.institution, w.partner, w.account, w.appointment, w.n AS worker,
       row_number() OVER (PARTITION BY w.n ORDER BY s.n) - 1 AS turn, count(*) OVER (PARTITION BY w.n) AS plans
FROM generate_series(1, 11500) s(n) JOIN worker w ON w.n = 1 + (s.n * 7919::bigint) % 3666;
INSERT INTO learners_learner (id, given_name, family_name, institution_id, grade, vocational, source, source_id)
SELECT learner, 'Learner', 'No ' || n, institution, 7, false, '', '' FROM planned;
INSERT INTO plans_plan (id, number, learner_id, institution_id, partner_id, semester, state, version, grade, vocational, class_name,
    author_id, author_appointment_id, writers, since, until, learner_goal, consulted, consulted_note, revisions,
    preparation_hours, planned_eur, is_clean, created_at, first_head_approved_at, approved_at, money_used)
SELECT id, n, learner, institution, partner, '2026/1', 'approved', 1, 7, false, '7.a', account, appointment, ARRAY[account],
       '2026-09-01', '2026-12-19', '', '{}', '', '{}', 4, 400, true, '2026-09-01', '2026-09-02', '2026-09-04', true
FROM planned;

-- a session a working day for each who gives support, each fifth of them for two learners
CREATE TEMP TABLE working AS
SELECT row_number() OVER (ORDER BY day) - 1 AS turn, day::date AS day
FROM generate_series('2026-09-03'::date, '2026-12-18', '1 day') day WHERE extract(isodow FROM day) < 6;
CREATE TEMP TABLE held AS
SELECT w.n * 100 + d.turn AS n, d.turn, d.day, w.account, w.institution, w.partner, w.n AS worker,
       d.day + time '14:10' + interval '1 minute' * (w.n % 30) AS begins, 40 + 20 * (d.turn % 2) AS minutes
FROM worker w CROSS JOIN working d
WHERE EXISTS (SELECT FROM planned WHERE planned.worker = w.n);
INSERT INTO work_sheet (id, provider_id, appointment_id, institution_id, partner_id, month, position, own_of_head, state, opened_at)
SELECT pg_temp.k('sheet' || to_char(m, 'MM'), w.n), w.account, w.appointment, w.institution, w.partner, to_char(m, 'YYYY-MM'),
       'teacher', w.w = 1, 'open', m
FROM worker w, generate_series('2026-09-01'::date, '2026-12-01', '1 month') m;
INSERT INTO work_session (id, sheet_id, provider_id, institution_id, kind, day, begins_at, ends_at, form, topic, recorded_at)
SELECT pg_temp.k('session', n), pg_temp.k('sheet' || to_char(day, 'MM'), worker), account, institution,
       'teacher_consultation', day, begins, begins + interval '1 minute' * minutes, 'in_person', '', begins
FROM held;
INSERT INTO work_entry (id, session_id, plan_id, measure_id, learner_id, institution_id, provider_id, begins_at, ends_at, attended,
    minutes, paid_minutes, outcome)
SELECT pg_temp.k('entry' || second, h.n), pg_temp.k('session', h.n), p.id, p.measure, p.learner, h.institution, h.account, h.begins,
       h.begins + interval '1 minute' * h.minutes, true, h.minutes,
       h.minutes / CASE WHEN h.turn % 5 = 0 AND p.plans > 1 THEN 2 ELSE 1 END, ''
FROM held h CROSS JOIN generate_series(0, 1) second
JOIN planned p ON p.worker = h.worker AND p.turn = (h.turn + second) % p.plans
WHERE second = 0 OR (h.turn % 5 = 0 AND p.plans > 1);

-- sheets are closed as life closes them: with the sums of their lines
CREATE TEMP TABLE come_to AS
SELECT s.sheet_id AS id, sum(e.paid_minutes) AS minutes
FROM work_session s JOIN work_entry e ON e.session_id = s.id GROUP BY s.sheet_id;
UPDATE work_sheet h SET state = 'approved', sums = jsonb_build_array(jsonb_build_object(
    'what', 'session', 'position', h.position, 'rate_since', '2017-03-01', 'minutes', c.minutes))
FROM come_to c WHERE c.id = h.id;
UPDATE work_sheet SET state = 'approved', sums = '[]' WHERE state = 'open';

-- a claim a month for every third plan, granted and paid
CREATE TEMP TABLE asked AS
SELECT p.*, p.n * 10 + extract(month FROM m)::int AS number, to_char(m, 'YYYY-MM') AS period, m::date AS first
FROM planned p, generate_series('2026-09-01'::date, '2026-11-01', '1 month') m WHERE p.n % 3 = 0;
INSERT INTO compensations_allowance (id, learner_id, kind, period, cap_eur, granted_eur, opened_at)
SELECT pg_temp.k('allowance', number), learner, 'intercity_transport', period, 30, 20 + number % 10, first FROM asked;
INSERT INTO compensations_claim (id, number, learner_id, plan_id, measure_id, institution_id, partner_id, kind, period, service_on,
    documented_eur, granted_eur, way, state, form_key, filed_at, checked_at, granted_at)
SELECT pg_temp.k('claim', number), number, learner, id, measure, institution, partner, 'intercity_transport', period, first,
       20 + number % 10, 20 + number % 10, 'school', 'granted', pg_temp.k('form', number), first + 20, first + 21, first + 22
FROM asked;
INSERT INTO compensations_ledgerline (id, claim_id, learner_id, institution_id, partner_id, kind, period, what, granted_eur, paid_eur,
    booked_on, at, key)
SELECT pg_temp.k('line', number), pg_temp.k('claim', number), learner, institution, partner, 'intercity_transport', period, 'grant',
       20 + number % 10, 0, first + 22, first + 22, 'grant:' || number
FROM asked;
ANALYZE;
