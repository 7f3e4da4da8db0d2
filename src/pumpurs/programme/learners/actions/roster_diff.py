"""What a staged roster would change (salīdzināšana): statements in order, each over whole sets, none row by row.

Read top to bottom. `place`: which institution each organisation of the file is. `home`: which classes count.
`seat`: where each learner sits. `people`: what the file says of each learner. `match`: who of them we know
already, by the number that this source gave for this place or by the blind index of the personal code, never by
name; whom another institution held is taken over only if the date of birth fits, too, and whom an institution outside
the import's place held only if the name fits as well. The first list of a school year begins a new enrolment of
whoever is in it, at the year's edge; who comes from another school comes on the day the list tells, or on the day of
the list if that is later. Then the rejections that only the whole
tells, and the plan: rows of RosterChange. Columns of tables are always named with their table.
"""

from __future__ import annotations

MARK = """md5(ROW(l.given_name, l.family_name, l.birth_date, l.institution_id, l.school_class_id, l.grade,
    l.vocational)::text)"""

CLAIM = """EXISTS (SELECT FROM partners_institution was WHERE was.id = l.institution_id AND was.id <> m.institution_id
    AND ((%(partner)s::uuid IS NOT NULL AND was.partner_id <> %(partner)s::uuid)
        OR (%(institution)s::uuid IS NOT NULL AND was.id <> %(institution)s::uuid)))"""
NAME_FITS = """(SELECT array_agg(w ORDER BY w) FROM regexp_split_to_table(
    lv_search_key(l.given_name || ' ' || l.family_name), '[\\s-]+') w WHERE w <> '')
    IS NOT DISTINCT FROM (SELECT array_agg(w ORDER BY w) FROM regexp_split_to_table(
    lv_search_key(m.given_name || ' ' || m.family_name), '[\\s-]+') w WHERE w <> '')"""

NEW_YEAR = """(o.school_year < %(school_year)s AND (m.grade <> o.grade
    OR (m.placed AND coalesce(m.class_name, m.grade::text) IS NOT NULL)))"""
BEGINS = """CASE
    WHEN o.id IS NULL THEN (SELECT CASE WHEN m.since IS NULL OR m.since < max(e.until)
        THEN greatest(max(e.until), %(today)s) ELSE m.since END FROM learners_enrollment e WHERE e.learner_id = l.id)
    WHEN o.institution_id = m.institution_id THEN greatest(o.since, %(year_first)s)
    WHEN NEW_YEAR AND %(summer)s THEN greatest(o.since, m.since, %(year_first)s)
    ELSE greatest(o.since, m.since, %(today)s) END"""

PLACES = """
DROP TABLE IF EXISTS pg_temp.place, pg_temp.home, pg_temp.seat_any, pg_temp.seat, pg_temp.people, pg_temp.match;
CREATE TEMP TABLE place ON COMMIT DROP AS
WITH mentioned AS (
    SELECT c.org_id, c.file, c.row FROM staged_class c
    UNION ALL SELECT r.org_id, r.file, r.row FROM staged_role r WHERE r.part = 'learner'
    UNION ALL SELECT e.org_id, e.file, e.row FROM staged_enrollment e WHERE e.part = 'learner'
), told AS (
    SELECT DISTINCT ON (o.source_id) o.source_id AS org_id, o.name, o.identifier, o.file, o.row
    FROM staged_org o WHERE o.is_school AND NOT o.leaves
    UNION ALL
    SELECT m.org_id, m.org_id, m.org_id, min(m.file), min(m.row) FROM mentioned m
    WHERE NOT EXISTS (SELECT FROM staged_org o WHERE o.source_id = m.org_id) GROUP BY m.org_id
)
SELECT t.org_id, t.name, t.file, t.row, found.id AS institution_id, found.partner_id, found.vocational,
    found.id IS NOT NULL AND (%(partner)s::uuid IS NULL OR found.partner_id = %(partner)s::uuid)
        AND (%(institution)s::uuid IS NULL OR found.id = %(institution)s::uuid) AS in_scope
FROM told t LEFT JOIN LATERAL (
    SELECT i.id, i.partner_id, i.vocational FROM partners_institution i
    WHERE i.source_code = t.org_id OR (t.identifier <> '' AND t.identifier IN (i.source_code, i.registration_number))
        OR (i.partner_id = %(partner)s::uuid AND i.search_key = lv_search_key(t.name))
    ORDER BY i.source_code = t.org_id DESC, t.identifier IN (i.source_code, i.registration_number) DESC, i.id LIMIT 1
) found ON true;
INSERT INTO staged_rejection
SELECT p.file, p.row, 'sourcedId', left(p.name, 80), CASE WHEN p.institution_id IS NULL
    THEN 'roster.row.unknown_institution' ELSE 'roster.row.other_institution' END
FROM place p WHERE NOT p.in_scope;
ANALYZE place;
"""

SEATS = """
CREATE TEMP TABLE home ON COMMIT DROP AS
WITH has_home AS (SELECT c.org_id, bool_or(c.is_home) AS any_home FROM staged_class c GROUP BY c.org_id)
SELECT DISTINCT ON (c.source_id) c.source_id AS class_id, p.institution_id, c.title, coalesce(c.grade, k.grade) AS grade
FROM staged_class c JOIN place p ON p.org_id = c.org_id AND p.in_scope JOIN has_home h ON h.org_id = c.org_id
    LEFT JOIN staged_course k ON k.source_id = c.course_id
WHERE NOT c.leaves AND (c.is_home OR NOT h.any_home) ORDER BY c.source_id, c.row;
INSERT INTO home SELECT s.source_id, s.institution_id, s.name, s.grade FROM learners_schoolclass s
WHERE NOT %(whole)s AND s.school_year = %(school_year)s AND s.source_id <> ''
    AND s.institution_id IN (SELECT p.institution_id FROM place p WHERE p.in_scope)
    AND NOT EXISTS (SELECT FROM staged_class c WHERE c.source_id = s.source_id);
ANALYZE home;
CREATE TEMP TABLE seat_any ON COMMIT DROP AS
SELECT e.person_id, p.institution_id, p.vocational, h.class_id, h.title, h.grade, e.first, e.file, e.row,
    h.class_id IS NOT NULL AS has_class, e.is_primary
FROM staged_enrollment e JOIN place p ON p.org_id = e.org_id AND p.in_scope LEFT JOIN home h ON h.class_id = e.class_id
WHERE e.part = 'learner' AND NOT e.leaves AND (e.last IS NULL OR e.last > %(today)s)
UNION ALL
SELECT r.person_id, p.institution_id, p.vocational, NULL, NULL, NULL, r.first, r.file, r.row, false, false
FROM staged_role r JOIN place p ON p.org_id = r.org_id AND p.in_scope
WHERE r.part = 'learner' AND NOT r.leaves AND (r.last IS NULL OR r.last > %(today)s);
INSERT INTO staged_rejection
SELECT min(s.file), min(s.row), 'orgSourcedId', left(s.person_id, 80), 'roster.row.two_institutions'
FROM seat_any s GROUP BY s.person_id HAVING count(DISTINCT s.institution_id) > 1;
CREATE TEMP TABLE seat ON COMMIT DROP AS
SELECT DISTINCT ON (s.person_id) s.* FROM seat_any s
ORDER BY s.person_id, s.has_class DESC, s.is_primary DESC, s.first DESC NULLS LAST, s.row;
ANALYZE seat;
"""

PEOPLE = """
CREATE TEMP TABLE people ON COMMIT DROP AS
WITH person AS (SELECT DISTINCT ON (p.source_id) p.* FROM staged_person p ORDER BY p.source_id, p.row),
    birth AS (SELECT DISTINCT ON (b.source_id) b.* FROM staged_birth b WHERE NOT b.leaves ORDER BY b.source_id, b.row)
SELECT s.person_id, coalesce(p.file, s.file) AS file, coalesce(p.row, s.row) AS row, p.source_id IS NOT NULL AS told,
    p.given_name, p.family_name, p.code_index, p.code_sealed, p.code_masked, p.code_is_new,
    coalesce(b.birth_date, p.birth_date) AS birth_date, coalesce(s.grade, p.grade) AS grade, s.institution_id,
    s.vocational, s.title AS class_name, s.class_id, s.first AS since, coalesce(p.lasting, true) AS lasting,
    true AS placed
FROM seat s LEFT JOIN person p ON p.source_id = s.person_id LEFT JOIN birth b ON b.source_id = s.person_id
WHERE NOT coalesce(p.leaves, false);
INSERT INTO people
SELECT DISTINCT ON (p.source_id) p.source_id, p.file, p.row, true, p.given_name, p.family_name, p.code_index,
    p.code_sealed, p.code_masked, p.code_is_new, p.birth_date, coalesce(p.grade, l.grade), l.institution_id,
    l.vocational, NULL, NULL, NULL::date, true, false
FROM staged_person p JOIN learners_learner l
        ON l.source_place_id = %(place)s AND l.source = %(source)s AND l.source_id = p.source_id
    JOIN learners_enrollment e ON e.learner_id = l.id AND e.institution_id = l.institution_id AND e.until IS NULL
WHERE NOT %(whole)s AND NOT p.leaves AND NOT EXISTS (SELECT FROM seat s WHERE s.person_id = p.source_id)
ORDER BY p.source_id, p.row;
ANALYZE people;
CREATE TEMP TABLE match ON COMMIT DROP AS
SELECT pe.*, l.id AS by_source, n.learner_id AS by_code, coalesce(l.id, n.learner_id) AS learner_id
FROM people pe
    LEFT JOIN learners_learner l ON pe.lasting AND l.source_place_id = %(place)s AND l.source = %(source)s
        AND l.source_id = pe.person_id
    LEFT JOIN learners_learneridentifier n ON n.index = pe.code_index;
ANALYZE match;
"""

REFERENCES = """
INSERT INTO staged_rejection
SELECT e.file, e.row, 'classSourcedId', left(e.class_id, 80), 'roster.row.no_such_class' FROM staged_enrollment e
WHERE %(whole)s AND NOT EXISTS (SELECT FROM staged_class c WHERE c.source_id = e.class_id)
UNION ALL
SELECT e.file, e.row, 'userSourcedId', left(e.person_id, 80), 'roster.row.no_such_person' FROM staged_enrollment e
WHERE %(whole)s AND e.part <> 'other' AND NOT EXISTS (SELECT FROM staged_person p WHERE p.source_id = e.person_id)
UNION ALL
SELECT r.file, r.row, 'userSourcedId', left(r.person_id, 80), 'roster.row.no_such_person' FROM staged_role r
WHERE %(whole)s AND r.part <> 'other' AND NOT EXISTS (SELECT FROM staged_person p WHERE p.source_id = r.person_id)
UNION ALL
SELECT m.file, m.row, 'userSourcedId', left(m.person_id, 80), 'roster.row.no_such_person' FROM match m
WHERE NOT %(whole)s AND NOT m.told AND m.learner_id IS NULL
"""

CONFLICTS = """
INSERT INTO staged_rejection
SELECT d.file, d.row, 'sourcedId', left(d.source_id, 80), 'roster.row.twice' FROM (
    SELECT p.file, p.row, p.source_id, row_number() OVER (PARTITION BY p.source_id ORDER BY p.row) AS turn
    FROM staged_person p) d WHERE d.turn > 1
UNION ALL
SELECT d.file, d.row, 'userIds', d.code_masked, 'roster.row.same_code' FROM (
    SELECT m.file, m.row, m.code_masked, row_number() OVER (PARTITION BY m.code_index ORDER BY m.row) AS turn
    FROM match m WHERE m.code_index IS NOT NULL) d WHERE d.turn > 1
UNION ALL
SELECT m.file, m.row, 'userIds', m.code_masked, 'roster.row.two_learners' FROM match m
WHERE m.by_source <> m.by_code
UNION ALL
SELECT d.file, d.row, 'sourcedId', left(d.person_id, 80), 'roster.row.same_learner' FROM (
    SELECT m.file, m.row, m.person_id, row_number() OVER (PARTITION BY m.learner_id ORDER BY m.row) AS turn
    FROM match m WHERE m.learner_id IS NOT NULL AND m.by_source IS NOT DISTINCT FROM coalesce(m.by_code, m.by_source)) d
WHERE d.turn > 1
UNION ALL
SELECT m.file, m.row, 'sourcedId', left(m.person_id, 80), 'roster.row.learner_elsewhere' FROM match m
WHERE EXISTS (SELECT FROM learners_enrollment e JOIN partners_institution i ON i.id = e.institution_id
    WHERE e.learner_id = m.learner_id AND e.until IS NULL AND e.institution_id <> m.institution_id
        AND ((%(partner)s::uuid IS NOT NULL AND i.partner_id <> %(partner)s::uuid)
            OR (%(institution)s::uuid IS NOT NULL AND i.id <> %(institution)s::uuid)))
UNION ALL
SELECT m.file, m.row, 'sourcedId', left(m.person_id, 80), 'roster.row.learner_elsewhere' FROM match m
    JOIN learners_learner l ON l.id = m.learner_id JOIN partners_institution i ON i.id = l.institution_id
WHERE NOT m.placed AND ((%(partner)s::uuid IS NOT NULL AND i.partner_id <> %(partner)s::uuid)
        OR (%(institution)s::uuid IS NOT NULL AND i.id <> %(institution)s::uuid))
UNION ALL
SELECT m.file, m.row, 'birthDate', coalesce(m.birth_date::text, ''), 'roster.row.birth_does_not_fit' FROM match m
    JOIN learners_learner l ON l.id = m.learner_id
WHERE l.institution_id IS DISTINCT FROM m.institution_id
    AND (NOT m.told OR CASE WHEN l.birth_date IS NULL THEN CLAIM ELSE m.birth_date IS DISTINCT FROM l.birth_date END)
    AND NOT EXISTS (SELECT FROM learners_enrollment e WHERE e.learner_id = m.learner_id AND e.until IS NULL)
UNION ALL
SELECT m.file, m.row, 'name', left(concat_ws(' ', m.given_name, m.family_name), 80), 'roster.row.name_does_not_fit'
FROM match m JOIN learners_learner l ON l.id = m.learner_id
WHERE CLAIM AND m.told AND m.birth_date = l.birth_date AND NOT (NAME_FITS)
    AND NOT EXISTS (SELECT FROM learners_enrollment e WHERE e.learner_id = m.learner_id AND e.until IS NULL)
UNION ALL
SELECT m.file, m.row, 'userIds', m.code_masked, 'roster.row.code_differs' FROM match m
WHERE m.by_source IS NOT NULL AND m.by_code IS NULL AND m.code_index IS NOT NULL AND (
    SELECT count(*) FROM learners_learneridentifier n WHERE n.learner_id = m.by_source AND n.kind = 'personal_code'
) > CASE WHEN m.code_is_new THEN 1 ELSE 0 END
"""

CONFLICTS = CONFLICTS.replace("CLAIM", CLAIM).replace("NAME_FITS", NAME_FITS)

PLAN_CLASSES = """
INSERT INTO learners_rosterchange
    (roster_id, partner_id, institution_id, what, record_id, file, row, class_name, class_source_id, grade)
SELECT %(roster)s, i.partner_id, c.institution_id, 'class', gen_random_uuid(), '', 0, c.class_name, c.class_id, c.grade
FROM (SELECT m.institution_id, m.class_name, min(m.class_id) AS class_id, min(m.grade) AS grade FROM match m
      WHERE m.class_name IS NOT NULL AND m.grade IS NOT NULL GROUP BY m.institution_id, m.class_name) c
    JOIN partners_institution i ON i.id = c.institution_id
WHERE NOT EXISTS (SELECT FROM learners_schoolclass s WHERE s.institution_id = c.institution_id
    AND s.school_year = %(school_year)s AND s.name = c.class_name)
"""

PLAN_ADDED = """
INSERT INTO learners_rosterchange
    (roster_id, partner_id, institution_id, what, record_id, file, row, given_name, family_name, birth_date, source_id,
     code_sealed, code_index, code_masked, class_name, grade, vocational, since, enrollment_id)
SELECT %(roster)s, i.partner_id, m.institution_id, 'added', gen_random_uuid(), m.file, m.row, m.given_name,
    m.family_name, m.birth_date, CASE WHEN m.lasting THEN m.person_id ELSE '' END, coalesce(m.code_sealed, ''),
    coalesce(m.code_index, ''), coalesce(m.code_masked, ''), coalesce(m.class_name, ''), m.grade, m.vocational,
    coalesce(m.since, %(year_first)s), gen_random_uuid()
FROM match m JOIN partners_institution i ON i.id = m.institution_id
WHERE m.learner_id IS NULL AND m.told AND m.grade IS NOT NULL
"""

PLAN_CHANGED = """
INSERT INTO learners_rosterchange
    (roster_id, partner_id, institution_id, what, record_id, file, row, given_name, family_name, birth_date, source_id,
     code_sealed, code_index, code_masked, class_name, grade, vocational, since, enrollment_id, before, look, mark)
SELECT %(roster)s, i.partner_id, m.institution_id, CASE WHEN o.id IS NULL THEN 'returned' ELSE 'changed' END, l.id,
    m.file, m.row, CASE WHEN CLAIM THEN l.given_name ELSE coalesce(m.given_name, l.given_name) END,
    CASE WHEN CLAIM THEN l.family_name ELSE coalesce(m.family_name, l.family_name) END,
    coalesce(m.birth_date, l.birth_date), CASE WHEN m.lasting AND (l.source_id = ''
        OR (l.institution_id <> m.institution_id AND l.source_place_id <> %(place)s)) THEN m.person_id ELSE '' END,
    CASE WHEN m.by_code IS NULL THEN coalesce(m.code_sealed, '') ELSE '' END,
    CASE WHEN m.by_code IS NULL THEN coalesce(m.code_index, '') ELSE '' END,
    CASE WHEN m.by_code IS NULL THEN coalesce(m.code_masked, '') ELSE '' END,
    coalesce(m.class_name, ''), coalesce(m.grade, l.grade), m.vocational, BEGINS,
    CASE WHEN o.institution_id IS DISTINCT FROM m.institution_id OR NEW_YEAR THEN gen_random_uuid() END,
    jsonb_build_object('given_name', l.given_name, 'family_name', l.family_name, 'birth_date', l.birth_date,
        'institution_id', l.institution_id, 'school_class_id', l.school_class_id, 'class_name', c.name,
        'grade', l.grade, 'vocational', l.vocational, 'source', l.source, 'source_id', l.source_id,
        'source_place_id', l.source_place_id, 'is_claim', CLAIM,
        'enrollment_id', o.id, 'enrollment_class_id', o.school_class_id,
        'enrollment_grade', o.grade, 'enrollment_vocational', o.vocational),
    concat_ws(' ', CASE WHEN m.birth_date <> l.birth_date THEN 'birth_date' END,
        CASE WHEN coalesce(l.birth_date <= %(adult_if_born_by)s, false)
            <> coalesce(coalesce(m.birth_date, l.birth_date) <= %(adult_if_born_by)s, false) THEN 'of_age' END,
        CASE WHEN m.vocational = l.vocational AND m.grade NOT IN (l.grade, l.grade + 1) THEN 'grade' END),
    MARK
FROM match m JOIN learners_learner l ON l.id = m.learner_id JOIN partners_institution i ON i.id = m.institution_id
    LEFT JOIN learners_schoolclass c ON c.id = l.school_class_id
    LEFT JOIN learners_enrollment o ON o.learner_id = l.id AND o.until IS NULL
WHERE (m.grade IS NOT NULL OR NOT %(whole)s) AND (o.id IS NULL OR o.institution_id <> m.institution_id OR NEW_YEAR
    OR m.given_name <> l.given_name OR m.family_name <> l.family_name OR m.birth_date IS DISTINCT FROM
        CASE WHEN m.birth_date IS NULL THEN NULL ELSE l.birth_date END
    OR l.institution_id IS DISTINCT FROM m.institution_id OR m.grade IS DISTINCT FROM l.grade
    OR m.vocational <> l.vocational
    OR (m.class_name IS NOT NULL AND (c.id IS NULL OR c.name <> m.class_name OR c.school_year <> %(school_year)s
        OR c.institution_id <> m.institution_id))
    OR (m.code_index IS NOT NULL AND m.by_code IS NULL) OR (l.source_id = '' AND m.lasting))
"""

PLAN_LEAVING = """
INSERT INTO learners_rosterchange
    (roster_id, partner_id, institution_id, what, record_id, file, row, given_name, family_name, class_name, grade,
     vocational, since, before, mark)
SELECT DISTINCT ON (l.id) %(roster)s, i.partner_id, e.institution_id, 'leaving', l.id, '', 0, l.given_name,
    l.family_name, coalesce(c.name, ''), l.grade, l.vocational, %(today)s,
    jsonb_build_object('institution_id', l.institution_id, 'school_class_id', l.school_class_id, 'class_name', c.name,
        'enrollment_id', e.id), MARK
FROM learners_enrollment e JOIN learners_learner l ON l.id = e.learner_id
    JOIN partners_institution i ON i.id = e.institution_id LEFT JOIN learners_schoolclass c ON c.id = l.school_class_id
WHERE e.until IS NULL AND (%(partner)s::uuid IS NULL OR i.partner_id = %(partner)s::uuid)
    AND (%(institution)s::uuid IS NULL OR i.id = %(institution)s::uuid)
    AND NOT EXISTS (SELECT FROM match m WHERE m.learner_id = l.id)
    AND CASE WHEN %(whole)s THEN e.institution_id IN (SELECT p.institution_id FROM place p WHERE p.in_scope)
    ELSE l.source_place_id = %(place)s AND l.source = %(source)s AND l.source_id <> '' AND (
        EXISTS (SELECT FROM staged_person p WHERE p.source_id = l.source_id AND p.leaves)
        OR EXISTS (SELECT FROM staged_role r JOIN place p ON p.org_id = r.org_id WHERE r.person_id = l.source_id
            AND r.part = 'learner' AND p.institution_id = e.institution_id AND (r.leaves OR r.last <= %(today)s))
        OR EXISTS (SELECT FROM staged_enrollment s WHERE s.person_id = l.source_id AND s.part = 'learner'
            AND s.class_id = c.source_id AND (s.leaves OR s.last <= %(today)s))) END
ORDER BY l.id, e.id
"""

STATEMENTS = (PLACES, SEATS, PEOPLE)
PLAN = (
    PLAN_CLASSES,
    PLAN_ADDED,
    PLAN_CHANGED.replace("BEGINS", BEGINS)
    .replace("NEW_YEAR", NEW_YEAR)
    .replace("MARK", MARK)
    .replace("CLAIM", CLAIM),
    PLAN_LEAVING.replace("MARK", MARK),
)

FORGET_ELSEWHERE = """
DELETE FROM learners_rosterchange c USING staged_rejection j
WHERE c.roster_id = %(roster)s AND c.file = j.file AND c.row = j.row
    AND j.reason_code IN ('roster.row.learner_elsewhere', 'roster.row.birth_does_not_fit',
        'roster.row.name_does_not_fit')
"""  # a preview tells nothing about a learner of another place

REJECTIONS = """
INSERT INTO learners_rosterrejection
    (roster_id, partner_id, institution_id, file, row, "column", value, reason_code)
SELECT %(roster)s, %(partner)s, %(institution)s, j.file, j.row, j.column, j.value, j.reason_code
FROM staged_rejection j ORDER BY j.file, j.row LIMIT %(most)s
"""
COUNTS = """
SELECT (SELECT count(*) FROM staged_rejection),
    (SELECT count(*) FROM match m WHERE m.grade IS NULL),
    (SELECT count(*) FROM match m WHERE m.learner_id IS NOT NULL),
    (SELECT count(*) FROM learners_rosterchange c WHERE c.roster_id = %(roster)s AND c.what = 'added'),
    (SELECT count(*) FROM learners_rosterchange c WHERE c.roster_id = %(roster)s AND c.what IN ('changed', 'returned')),
    (SELECT count(*) FROM learners_rosterchange c WHERE c.roster_id = %(roster)s AND c.what = 'leaving')
"""
