-- edition 6

-- by_learner
SELECT CAST(`learner` AS BIGINT) AS `learner`, CAST(`lowest` AS INT) AS `lowest`, CAST(`highest` AS INT) AS `highest`, CAST(`packed` AS BIGINT) AS `packed`
FROM (SELECT `t1`.`learner`, MIN(`t1`.`institution`) AS `lowest`, MAX(`t1`.`institution`) AS `highest`, SUM(`t1`.`weight`) AS `packed`
FROM (SELECT `t0`.`institution`, `t0`.`learner`, `t0`.`day`, `t0`.`lesson`, `t0`.`subject`, `t0`.`status`, CASE WHEN `t0`.`status` = 0 THEN 1 WHEN `t0`.`status` = 1 THEN 1024 WHEN `t0`.`status` = 2 THEN 1048576 WHEN `t0`.`status` = 3 THEN 1073741824 WHEN `t0`.`status` = 4 THEN 1099511627776 WHEN `t0`.`status` = 5 THEN 1125899906842624 ELSE NULL END AS `weight` FROM `attendance` AS `t0`) AS `t1`
GROUP BY 1) AS border;

-- by_learner, week with a free day
SELECT CAST(`learner` AS BIGINT) AS `learner`, CAST(`lowest` AS INT) AS `lowest`, CAST(`highest` AS INT) AS `highest`, CAST(`packed` AS BIGINT) AS `packed`
FROM (SELECT `t1`.`learner`, MIN(`t1`.`institution`) AS `lowest`, MAX(`t1`.`institution`) AS `highest`, SUM(`t1`.`weight`) AS `packed`
FROM (SELECT `t0`.`institution`, `t0`.`learner`, `t0`.`day`, `t0`.`lesson`, `t0`.`subject`, `t0`.`status`, CASE WHEN `t0`.`status` = 0 THEN 1 WHEN `t0`.`status` = 1 THEN 1024 WHEN `t0`.`status` = 2 THEN 1048576 WHEN `t0`.`status` = 3 THEN 1073741824 WHEN `t0`.`status` = 4 THEN 1099511627776 WHEN `t0`.`status` = 5 THEN 1125899906842624 ELSE NULL END AS `weight` FROM `attendance` AS `t0`
WHERE NOT (`t0`.`day` IN (MAKE_DATE(2026, 5, 4)))) AS `t1`
GROUP BY 1) AS border;

-- by_learner, open week
SELECT CAST(`learner` AS BIGINT) AS `learner`, CAST(`lowest` AS INT) AS `lowest`, CAST(`highest` AS INT) AS `highest`, CAST(`packed` AS BIGINT) AS `packed`
FROM (SELECT `t1`.`learner`, MIN(`t1`.`institution`) AS `lowest`, MAX(`t1`.`institution`) AS `highest`, SUM(`t1`.`weight`) AS `packed`
FROM (SELECT `t0`.`institution`, `t0`.`learner`, `t0`.`day`, `t0`.`lesson`, `t0`.`subject`, `t0`.`status`, CASE WHEN `t0`.`status` = 0 THEN 1 WHEN `t0`.`status` = 1 THEN 1024 WHEN `t0`.`status` = 2 THEN 1048576 WHEN `t0`.`status` = 3 THEN 1073741824 WHEN `t0`.`status` = 4 THEN 1099511627776 WHEN `t0`.`status` = 5 THEN 1125899906842624 ELSE NULL END AS `weight` FROM `attendance` AS `t0`
WHERE `t0`.`day` < MAKE_DATE(2026, 5, 16)) AS `t1`
GROUP BY 1) AS border;

-- counted
SELECT CAST(`learner` AS BIGINT) AS `learner`, CAST(`institution` AS INT) AS `institution`, CAST(`packed` AS BIGINT) AS `packed`
FROM (SELECT *
FROM (SELECT `t0`.`learner`, `t0`.`lowest` AS `institution`, `t0`.`packed` FROM `by_learner` AS `t0`
WHERE `t0`.`lowest` = `t0`.`highest`) AS `t3` UNION ALL SELECT *
FROM (SELECT *
FROM (SELECT `t7`.`learner`, `t7`.`institution`, SUM(`t7`.`weight`) AS `packed`
FROM (SELECT `t6`.`institution`, `t6`.`learner`, `t6`.`day`, `t6`.`lesson`, `t6`.`subject`, `t6`.`status`, CASE WHEN `t6`.`status` = 0 THEN 1 WHEN `t6`.`status` = 1 THEN 1024 WHEN `t6`.`status` = 2 THEN 1048576 WHEN `t6`.`status` = 3 THEN 1073741824 WHEN `t6`.`status` = 4 THEN 1099511627776 WHEN `t6`.`status` = 5 THEN 1125899906842624 ELSE NULL END AS `weight`
FROM (SELECT `t2`.`institution`, `t2`.`learner`, `t2`.`day`, `t2`.`lesson`, `t2`.`subject`, `t2`.`status` FROM `attendance` AS `t2` LEFT SEMI JOIN (SELECT * FROM `by_learner` AS `t0`
WHERE `t0`.`lowest` <> `t0`.`highest`) AS `t5` ON `t2`.`learner` = `t5`.`learner`) AS `t6`
WHERE NOT (`t6`.`day` IN (MAKE_DATE(2026, 5, 4))) AND `t6`.`day` < MAKE_DATE(2026, 5, 16)) AS `t7`
GROUP BY 1, 2) AS `t8`) AS `t9`) AS border;

-- attendance_weeks, full journals
SELECT CAST(`institution` AS INT) AS `institution`, CAST(`learner` AS BIGINT) AS `learner`, CAST(`week` AS DATE) AS `week`, CAST(`semester` AS INT) AS `semester`, CAST(`lessons` AS INT) AS `lessons`, CAST(`missed` AS INT) AS `missed`, CAST(`unexcused` AS INT) AS `unexcused`, CAST(`unexcused_all` AS INT) AS `unexcused_all`, CAST(`left_out` AS INT) AS `left_out`
FROM (SELECT `t11`.`institution`, `t11`.`learner`, `t2`.`week`, `t11`.`semester`, `t11`.`lessons`, `t11`.`missed`, `t11`.`unexcused`, `t11`.`unexcused_all`, `t11`.`left_out`
FROM (SELECT `t9`.`institution`, `t9`.`learner`, 20252 AS `semester`, CAST(`t9`.`known` - `t9`.`left_out` AS INT) AS `lessons`, CAST(IF((`t9`.`known` > 0) AND (`t9`.`left_out` = 0), `t9`.`missed`, 0) AS INT) AS `missed`, CAST(IF((`t9`.`known` > 0) AND (`t9`.`left_out` = 0), `t9`.`unexcused`, 0) AS INT) AS `unexcused`, CAST(`t9`.`unexcused` AS INT) AS `unexcused_all`, CAST(`t9`.`left_out` AS INT) AS `left_out`
FROM (SELECT `t8`.`learner`, `t8`.`institution`, `t8`.`missed`, `t8`.`unexcused`, `t8`.`by_weeks`, `t8`.`held`, `t8`.`planned`, `t8`.`known`, IF((`t8`.`known` > 0) AND (`t8`.`by_weeks` >= `t8`.`known`), `t8`.`known`, 0) AS `left_out`
FROM (SELECT `t7`.`learner`, `t7`.`institution`, `t7`.`missed`, `t7`.`unexcused`, `t7`.`by_weeks`, `t7`.`held`, 0 AS `planned`, IF(IF(0 > 0, 0, `t7`.`held`) > 0, GREATEST(IF(0 > 0, 0, `t7`.`held`), `t7`.`missed`), 0) AS `known`
FROM (SELECT `t6`.`learner`, `t6`.`institution`, `t6`.`missed`, `t6`.`unexcused`, `t6`.`by_weeks`, IF(`t4`.`present` > 0, `t6`.`held`, 0) AS `held`
FROM (SELECT `t1`.`learner`, `t1`.`institution`, ((SHIFTRIGHT(`t1`.`packed`, 0)) & 1023) + ((SHIFTRIGHT(`t1`.`packed`, 10)) & 1023) + ((SHIFTRIGHT(`t1`.`packed`, 20)) & 1023) + ((SHIFTRIGHT(`t1`.`packed`, 30)) & 1023) + ((SHIFTRIGHT(`t1`.`packed`, 40)) & 1023) + ((SHIFTRIGHT(`t1`.`packed`, 50)) & 1023) AS `held`, ((SHIFTRIGHT(`t1`.`packed`, 20)) & 1023) + ((SHIFTRIGHT(`t1`.`packed`, 30)) & 1023) + ((SHIFTRIGHT(`t1`.`packed`, 40)) & 1023) AS `missed`, (SHIFTRIGHT(`t1`.`packed`, 30)) & 1023 AS `unexcused`, (SHIFTRIGHT(`t1`.`packed`, 40)) & 1023 AS `by_weeks` FROM `counted` AS `t1`) AS `t6` INNER JOIN (SELECT `t1`.`institution`, MAX((SHIFTRIGHT(`t1`.`packed`, 0)) & 1023) AS `present` FROM `counted` AS `t1`
GROUP BY 1) AS `t4` ON `t6`.`institution` = `t4`.`institution`) AS `t7`) AS `t8`) AS `t9`) AS `t11` CROSS JOIN `week_asked` AS `t2`) AS border;

-- attendance_weeks
SELECT CAST(`institution` AS INT) AS `institution`, CAST(`learner` AS BIGINT) AS `learner`, CAST(`week` AS DATE) AS `week`, CAST(`semester` AS INT) AS `semester`, CAST(`lessons` AS INT) AS `lessons`, CAST(`missed` AS INT) AS `missed`, CAST(`unexcused` AS INT) AS `unexcused`, CAST(`unexcused_all` AS INT) AS `unexcused_all`, CAST(`left_out` AS INT) AS `left_out`
FROM (SELECT `t14`.`institution`, `t14`.`learner`, `t3`.`week`, `t14`.`semester`, `t14`.`lessons`, `t14`.`missed`, `t14`.`unexcused`, `t14`.`unexcused_all`, `t14`.`left_out`
FROM (SELECT `t12`.`institution`, `t12`.`learner`, 20252 AS `semester`, CAST(`t12`.`known` - `t12`.`left_out` AS INT) AS `lessons`, CAST(IF((`t12`.`known` > 0) AND (`t12`.`left_out` = 0), `t12`.`missed`, 0) AS INT) AS `missed`, CAST(IF((`t12`.`known` > 0) AND (`t12`.`left_out` = 0), `t12`.`unexcused`, 0) AS INT) AS `unexcused`, CAST(`t12`.`unexcused` AS INT) AS `unexcused_all`, CAST(`t12`.`left_out` AS INT) AS `left_out`
FROM (SELECT `t11`.`learner`, `t11`.`institution`, `t11`.`held`, `t11`.`missed`, `t11`.`unexcused`, `t11`.`by_weeks`, `t11`.`planned`, `t11`.`known`, IF((`t11`.`known` > 0) AND (`t11`.`by_weeks` >= `t11`.`known`), `t11`.`known`, 0) AS `left_out`
FROM (SELECT `t10`.`learner`, `t10`.`institution`, `t10`.`held`, `t10`.`missed`, `t10`.`unexcused`, `t10`.`by_weeks`, `t10`.`planned`, IF(IF(`t10`.`planned` > 0, `t10`.`planned`, `t10`.`held`) > 0, GREATEST(IF(`t10`.`planned` > 0, `t10`.`planned`, `t10`.`held`), `t10`.`missed`), 0) AS `known`
FROM (SELECT COALESCE(`t9`.`learner`, `t5`.`learner`) AS `learner`, COALESCE(`t9`.`institution`, `t5`.`institution`) AS `institution`, COALESCE(IF(`t7`.`present` > 0, `t9`.`held`, 0), 0) AS `held`, COALESCE(`t9`.`missed`, 0) AS `missed`, COALESCE(`t9`.`unexcused`, 0) AS `unexcused`, COALESCE(`t9`.`by_weeks`, 0) AS `by_weeks`, COALESCE(`t5`.`planned`, 0) AS `planned`
FROM (SELECT `t1`.`learner`, `t1`.`institution`, ((SHIFTRIGHT(`t1`.`packed`, 0)) & 1023) + ((SHIFTRIGHT(`t1`.`packed`, 10)) & 1023) + ((SHIFTRIGHT(`t1`.`packed`, 20)) & 1023) + ((SHIFTRIGHT(`t1`.`packed`, 30)) & 1023) + ((SHIFTRIGHT(`t1`.`packed`, 40)) & 1023) + ((SHIFTRIGHT(`t1`.`packed`, 50)) & 1023) AS `held`, ((SHIFTRIGHT(`t1`.`packed`, 20)) & 1023) + ((SHIFTRIGHT(`t1`.`packed`, 30)) & 1023) + ((SHIFTRIGHT(`t1`.`packed`, 40)) & 1023) AS `missed`, (SHIFTRIGHT(`t1`.`packed`, 30)) & 1023 AS `unexcused`, (SHIFTRIGHT(`t1`.`packed`, 40)) & 1023 AS `by_weeks` FROM `counted` AS `t1`) AS `t9` INNER JOIN (SELECT `t1`.`institution`, MAX((SHIFTRIGHT(`t1`.`packed`, 0)) & 1023) AS `present` FROM `counted` AS `t1`
GROUP BY 1) AS `t7` ON `t9`.`institution` = `t7`.`institution` FULL OUTER JOIN (SELECT `t2`.`learner`, `t2`.`institution`, CAST(`t2`.`lessons` AS BIGINT) AS `planned` FROM `timetable` AS `t2`) AS `t5` ON `t9`.`institution` = `t5`.`institution` AND `t9`.`learner` = `t5`.`learner`) AS `t10`) AS `t11`) AS `t12`) AS `t14` CROSS JOIN `week_asked` AS `t3`) AS border;

-- attendance_weeks, open
SELECT CAST(`institution` AS INT) AS `institution`, CAST(`learner` AS BIGINT) AS `learner`, CAST(`week` AS DATE) AS `week`, CAST(`semester` AS INT) AS `semester`, CAST(`lessons` AS INT) AS `lessons`, CAST(`missed` AS INT) AS `missed`, CAST(`unexcused` AS INT) AS `unexcused`, CAST(`unexcused_all` AS INT) AS `unexcused_all`, CAST(`left_out` AS INT) AS `left_out`
FROM (SELECT `t14`.`institution`, `t14`.`learner`, `t3`.`week`, `t14`.`semester`, `t14`.`lessons`, `t14`.`missed`, `t14`.`unexcused`, `t14`.`unexcused_all`, `t14`.`left_out`
FROM (SELECT `t12`.`institution`, `t12`.`learner`, 20252 AS `semester`, CAST(`t12`.`known` - `t12`.`left_out` AS INT) AS `lessons`, CAST(IF((`t12`.`known` > 0) AND (`t12`.`left_out` = 0), `t12`.`missed`, 0) AS INT) AS `missed`, CAST(IF((`t12`.`known` > 0) AND (`t12`.`left_out` = 0), `t12`.`unexcused`, 0) AS INT) AS `unexcused`, CAST(`t12`.`unexcused` AS INT) AS `unexcused_all`, CAST(`t12`.`left_out` AS INT) AS `left_out`
FROM (SELECT `t11`.`learner`, `t11`.`institution`, `t11`.`held`, `t11`.`missed`, `t11`.`unexcused`, `t11`.`by_weeks`, `t11`.`planned`, `t11`.`known`, IF((`t11`.`known` > 0) AND (`t11`.`by_weeks` >= `t11`.`known`), `t11`.`known`, 0) AS `left_out`
FROM (SELECT `t10`.`learner`, `t10`.`institution`, `t10`.`held`, `t10`.`missed`, `t10`.`unexcused`, `t10`.`by_weeks`, `t10`.`planned`, IF(IF(`t10`.`planned` > 0, `t10`.`planned`, `t10`.`held`) > 0, GREATEST(IF(`t10`.`planned` > 0, `t10`.`planned`, `t10`.`held`), `t10`.`missed`), 0) AS `known`
FROM (SELECT COALESCE(`t9`.`learner`, `t7`.`learner`) AS `learner`, COALESCE(`t9`.`institution`, `t7`.`institution`) AS `institution`, COALESCE(IF(`t6`.`present` > 0, `t9`.`held`, 0), 0) AS `held`, COALESCE(`t9`.`missed`, 0) AS `missed`, COALESCE(`t9`.`unexcused`, 0) AS `unexcused`, COALESCE(`t9`.`by_weeks`, 0) AS `by_weeks`, COALESCE(`t7`.`planned`, 0) AS `planned`
FROM (SELECT `t1`.`learner`, `t1`.`institution`, ((SHIFTRIGHT(`t1`.`packed`, 0)) & 1023) + ((SHIFTRIGHT(`t1`.`packed`, 10)) & 1023) + ((SHIFTRIGHT(`t1`.`packed`, 20)) & 1023) + ((SHIFTRIGHT(`t1`.`packed`, 30)) & 1023) + ((SHIFTRIGHT(`t1`.`packed`, 40)) & 1023) + ((SHIFTRIGHT(`t1`.`packed`, 50)) & 1023) AS `held`, ((SHIFTRIGHT(`t1`.`packed`, 20)) & 1023) + ((SHIFTRIGHT(`t1`.`packed`, 30)) & 1023) + ((SHIFTRIGHT(`t1`.`packed`, 40)) & 1023) AS `missed`, (SHIFTRIGHT(`t1`.`packed`, 30)) & 1023 AS `unexcused`, (SHIFTRIGHT(`t1`.`packed`, 40)) & 1023 AS `by_weeks` FROM `counted` AS `t1`) AS `t9` INNER JOIN (SELECT `t1`.`institution`, MAX((SHIFTRIGHT(`t1`.`packed`, 0)) & 1023) AS `present` FROM `counted` AS `t1`
GROUP BY 1) AS `t6` ON `t9`.`institution` = `t6`.`institution` FULL OUTER JOIN (SELECT `t2`.`learner`, `t2`.`institution`, CAST(FLOOR((CAST(`t2`.`lessons` AS BIGINT) * 2) / (5)) AS BIGINT) AS `planned` FROM `timetable` AS `t2`) AS `t7` ON `t9`.`institution` = `t7`.`institution` AND `t9`.`learner` = `t7`.`learner`) AS `t10`) AS `t11`) AS `t12`) AS `t14` CROSS JOIN `week_asked` AS `t3`) AS border;

-- attendance_weeks, added
SELECT CAST(`institution` AS INT) AS `institution`, CAST(`learner` AS BIGINT) AS `learner`, CAST(`week` AS DATE) AS `week`, CAST(`semester` AS INT) AS `semester`, CAST(`lessons` AS INT) AS `lessons`, CAST(`missed` AS INT) AS `missed`, CAST(`unexcused` AS INT) AS `unexcused`, CAST(`unexcused_all` AS INT) AS `unexcused_all`, CAST(`left_out` AS INT) AS `left_out`
FROM (SELECT `t1`.`institution`, `t1`.`learner`, `t1`.`week`, `t1`.`semester`, `t1`.`lessons`, `t1`.`missed`, `t1`.`unexcused`, `t1`.`unexcused_all`, `t1`.`left_out`
FROM (SELECT `t0`.`learner`, MAX(`t0`.`institution`) AS `institution`, MAX(`t0`.`week`) AS `week`, MAX(`t0`.`semester`) AS `semester`, CAST(CAST(COALESCE(SUM(CAST(`t0`.`lessons` AS DOUBLE)), 0) AS BIGINT) AS INT) AS `lessons`, CAST(CAST(COALESCE(SUM(CAST(`t0`.`missed` AS DOUBLE)), 0) AS BIGINT) AS INT) AS `missed`, CAST(CAST(COALESCE(SUM(CAST(`t0`.`unexcused` AS DOUBLE)), 0) AS BIGINT) AS INT) AS `unexcused`, CAST(CAST(COALESCE(SUM(CAST(`t0`.`unexcused_all` AS DOUBLE)), 0) AS BIGINT) AS INT) AS `unexcused_all`, CAST(CAST(COALESCE(SUM(CAST(`t0`.`left_out` AS DOUBLE)), 0) AS BIGINT) AS INT) AS `left_out` FROM `attendance_weeks` AS `t0`
GROUP BY 1) AS `t1`) AS border;

-- fresh_marks
SELECT CAST(`learner` AS BIGINT) AS `learner`, CAST(`subject` AS SMALLINT) AS `subject`, CAST(`counts` AS BIGINT) AS `counts`, CAST(`products` AS BIGINT) AS `products`, CAST(`squares` AS BIGINT) AS `squares`
FROM (SELECT `t3`.`learner`, `t3`.`subject`, `t3`.`counts`, `t3`.`products`, `t3`.`squares`
FROM (SELECT *
FROM (SELECT `t1`.`learner`, `t1`.`subject`, COUNT(*) AS `rows`, CAST(COALESCE(SUM(CAST(`t1`.`counts` AS DOUBLE)), 0) AS BIGINT) AS `counts`, CAST(COALESCE(SUM(CAST(`t1`.`products` AS DOUBLE)), 0) AS BIGINT) AS `products`, CAST(COALESCE(SUM(CAST(`t1`.`squares` AS DOUBLE)), 0) AS BIGINT) AS `squares`
FROM (SELECT `t0`.`learner`, `t0`.`subject`, CAST(`t0`.`mark` IS NOT NULL AS BIGINT) + (CAST(`t0`.`passed` IS NOT NULL AS BIGINT) * 4096) + (COALESCE(CAST(1 - `t0`.`passed` AS BIGINT), 0) * 16777216) + (COALESCE(CAST(`t0`.`mark` AS BIGINT), 0) * 68719476736) AS `counts`, (IF(`t0`.`mark` IS NOT NULL, DATEDIFF(DAY, MAKE_DATE(2025, 9, 1), `t0`.`day`), 0) * COALESCE(CAST(`t0`.`mark` AS BIGINT), 0)) + (IF(`t0`.`mark` IS NOT NULL, DATEDIFF(DAY, MAKE_DATE(2025, 9, 1), `t0`.`day`), 0) * 67108864) AS `products`, IF(`t0`.`mark` IS NOT NULL, DATEDIFF(DAY, MAKE_DATE(2025, 9, 1), `t0`.`day`), 0) * IF(`t0`.`mark` IS NOT NULL, DATEDIFF(DAY, MAKE_DATE(2025, 9, 1), `t0`.`day`), 0) AS `squares` FROM `marks` AS `t0`) AS `t1`
GROUP BY 1, 2) AS `t2`
WHERE `t2`.`rows` <= 1000) AS `t3`) AS border;

-- mark_totals, open week
SELECT CAST(`learner` AS BIGINT) AS `learner`, CAST(`semester` AS INT) AS `semester`, CAST(`n` AS BIGINT) AS `n`, CAST(`sx` AS BIGINT) AS `sx`, CAST(`sy` AS BIGINT) AS `sy`, CAST(`sxy` AS BIGINT) AS `sxy`, CAST(`sxx` AS BIGINT) AS `sxx`
FROM (SELECT `t3`.`learner`, 20252 AS `semester`, `t3`.`n`, `t3`.`sx`, `t3`.`sy`, `t3`.`sxy`, `t3`.`sxx`
FROM (SELECT `t2`.`learner`, COUNT(*) AS `rows`, CAST(COALESCE(SUM(CAST(`t2`.`n` AS DOUBLE)), 0) AS BIGINT) AS `n`, CAST(COALESCE(SUM(CAST(`t2`.`sx` AS DOUBLE)), 0) AS BIGINT) AS `sx`, CAST(COALESCE(SUM(CAST(`t2`.`sy` AS DOUBLE)), 0) AS BIGINT) AS `sy`, CAST(COALESCE(SUM(CAST(`t2`.`sxy` AS DOUBLE)), 0) AS BIGINT) AS `sxy`, CAST(COALESCE(SUM(CAST(`t2`.`sxx` AS DOUBLE)), 0) AS BIGINT) AS `sxx`
FROM (SELECT `t1`.`learner`, `t1`.`subject`, `t1`.`counts`, `t1`.`products`, `t1`.`squares`, (SHIFTRIGHT(`t1`.`counts`, 0)) & 4095 AS `n`, SHIFTRIGHT(`t1`.`products`, 26) AS `sx`, SHIFTRIGHT(`t1`.`counts`, 36) AS `sy`, (SHIFTRIGHT(`t1`.`products`, 0)) & 67108863 AS `sxy`, `t1`.`squares` AS `sxx`
FROM (SELECT `t0`.`learner`, `t0`.`subject`, CAST(`t0`.`mark` IS NOT NULL AS BIGINT) + (CAST(`t0`.`passed` IS NOT NULL AS BIGINT) * 4096) + (COALESCE(CAST(1 - `t0`.`passed` AS BIGINT), 0) * 16777216) + (COALESCE(CAST(`t0`.`mark` AS BIGINT), 0) * 68719476736) AS `counts`, (IF(`t0`.`mark` IS NOT NULL, DATEDIFF(DAY, MAKE_DATE(2025, 9, 1), `t0`.`day`), 0) * COALESCE(CAST(`t0`.`mark` AS BIGINT), 0)) + (IF(`t0`.`mark` IS NOT NULL, DATEDIFF(DAY, MAKE_DATE(2025, 9, 1), `t0`.`day`), 0) * 67108864) AS `products`, IF(`t0`.`mark` IS NOT NULL, DATEDIFF(DAY, MAKE_DATE(2025, 9, 1), `t0`.`day`), 0) * IF(`t0`.`mark` IS NOT NULL, DATEDIFF(DAY, MAKE_DATE(2025, 9, 1), `t0`.`day`), 0) AS `squares` FROM `marks` AS `t0`
WHERE `t0`.`day` < MAKE_DATE(2026, 5, 16)) AS `t1`) AS `t2`
GROUP BY 1) AS `t3`
WHERE `t3`.`rows` <= 1000) AS border;

-- mark_counts
SELECT CAST(`learner` AS BIGINT) AS `learner`, CAST(`subject` AS SMALLINT) AS `subject`, CAST(`semester` AS INT) AS `semester`, CAST(`counts` AS BIGINT) AS `counts`
FROM (SELECT `t0`.`learner`, `t0`.`subject`, 20252 AS `semester`, `t0`.`counts` FROM `fresh_marks` AS `t0`) AS border;

-- mark_totals
SELECT CAST(`learner` AS BIGINT) AS `learner`, CAST(`semester` AS INT) AS `semester`, CAST(`n` AS BIGINT) AS `n`, CAST(`sx` AS BIGINT) AS `sx`, CAST(`sy` AS BIGINT) AS `sy`, CAST(`sxy` AS BIGINT) AS `sxy`, CAST(`sxx` AS BIGINT) AS `sxx`
FROM (SELECT `t2`.`learner`, 20252 AS `semester`, `t2`.`n`, `t2`.`sx`, `t2`.`sy`, `t2`.`sxy`, `t2`.`sxx`
FROM (SELECT `t1`.`learner`, COUNT(*) AS `rows`, CAST(COALESCE(SUM(CAST(`t1`.`n` AS DOUBLE)), 0) AS BIGINT) AS `n`, CAST(COALESCE(SUM(CAST(`t1`.`sx` AS DOUBLE)), 0) AS BIGINT) AS `sx`, CAST(COALESCE(SUM(CAST(`t1`.`sy` AS DOUBLE)), 0) AS BIGINT) AS `sy`, CAST(COALESCE(SUM(CAST(`t1`.`sxy` AS DOUBLE)), 0) AS BIGINT) AS `sxy`, CAST(COALESCE(SUM(CAST(`t1`.`sxx` AS DOUBLE)), 0) AS BIGINT) AS `sxx`
FROM (SELECT `t0`.`learner`, `t0`.`subject`, `t0`.`counts`, `t0`.`products`, `t0`.`squares`, (SHIFTRIGHT(`t0`.`counts`, 0)) & 4095 AS `n`, SHIFTRIGHT(`t0`.`products`, 26) AS `sx`, SHIFTRIGHT(`t0`.`counts`, 36) AS `sy`, (SHIFTRIGHT(`t0`.`products`, 0)) & 67108863 AS `sxy`, `t0`.`squares` AS `sxx` FROM `fresh_marks` AS `t0`) AS `t1`
GROUP BY 1) AS `t2`
WHERE `t2`.`rows` <= 1000) AS border;

-- mark_counts, added
SELECT CAST(`learner` AS BIGINT) AS `learner`, CAST(`subject` AS SMALLINT) AS `subject`, CAST(`semester` AS INT) AS `semester`, CAST(`counts` AS BIGINT) AS `counts`
FROM (SELECT *
FROM (SELECT `t4`.`learner`, `t4`.`subject`, MAX(`t4`.`semester`) AS `semester`, CAST(COALESCE(SUM(CAST(`t4`.`counts` AS DOUBLE)), 0) AS BIGINT) AS `counts`
FROM (SELECT *
FROM (SELECT `t0`.`counts`, `t0`.`learner`, `t0`.`semester`, `t0`.`subject` FROM `mark_counts` AS `t0`) AS `t2` UNION ALL SELECT *
FROM (SELECT `t1`.`counts`, `t1`.`learner`, 20252 AS `semester`, `t1`.`subject` FROM `fresh_marks` AS `t1`) AS `t3`) AS `t4`
GROUP BY 1, 2) AS `t5`
WHERE ((SHIFTRIGHT(`t5`.`counts`, 0)) & 4095) <= 1000 AND ((SHIFTRIGHT(`t5`.`counts`, 12)) & 4095) <= 1000) AS border;

-- mark_totals, added
SELECT CAST(`learner` AS BIGINT) AS `learner`, CAST(`semester` AS INT) AS `semester`, CAST(`n` AS BIGINT) AS `n`, CAST(`sx` AS BIGINT) AS `sx`, CAST(`sy` AS BIGINT) AS `sy`, CAST(`sxy` AS BIGINT) AS `sxy`, CAST(`sxx` AS BIGINT) AS `sxx`
FROM (SELECT *
FROM (SELECT `t6`.`learner`, MAX(`t6`.`semester`) AS `semester`, CAST(COALESCE(SUM(CAST(`t6`.`n` AS DOUBLE)), 0) AS BIGINT) AS `n`, CAST(COALESCE(SUM(CAST(`t6`.`sx` AS DOUBLE)), 0) AS BIGINT) AS `sx`, CAST(COALESCE(SUM(CAST(`t6`.`sy` AS DOUBLE)), 0) AS BIGINT) AS `sy`, CAST(COALESCE(SUM(CAST(`t6`.`sxy` AS DOUBLE)), 0) AS BIGINT) AS `sxy`, CAST(COALESCE(SUM(CAST(`t6`.`sxx` AS DOUBLE)), 0) AS BIGINT) AS `sxx`
FROM (SELECT *
FROM (SELECT `t0`.`learner`, `t0`.`n`, `t0`.`semester`, `t0`.`sx`, `t0`.`sxx`, `t0`.`sxy`, `t0`.`sy` FROM `mark_totals` AS `t0`) AS `t2` UNION ALL SELECT *
FROM (SELECT `t4`.`learner`, `t4`.`n`, 20252 AS `semester`, `t4`.`sx`, `t4`.`sxx`, `t4`.`sxy`, `t4`.`sy`
FROM (SELECT `t3`.`learner`, COUNT(*) AS `rows`, CAST(COALESCE(SUM(CAST(`t3`.`n` AS DOUBLE)), 0) AS BIGINT) AS `n`, CAST(COALESCE(SUM(CAST(`t3`.`sx` AS DOUBLE)), 0) AS BIGINT) AS `sx`, CAST(COALESCE(SUM(CAST(`t3`.`sy` AS DOUBLE)), 0) AS BIGINT) AS `sy`, CAST(COALESCE(SUM(CAST(`t3`.`sxy` AS DOUBLE)), 0) AS BIGINT) AS `sxy`, CAST(COALESCE(SUM(CAST(`t3`.`sxx` AS DOUBLE)), 0) AS BIGINT) AS `sxx`
FROM (SELECT `t1`.`learner`, `t1`.`subject`, `t1`.`counts`, `t1`.`products`, `t1`.`squares`, (SHIFTRIGHT(`t1`.`counts`, 0)) & 4095 AS `n`, SHIFTRIGHT(`t1`.`products`, 26) AS `sx`, SHIFTRIGHT(`t1`.`counts`, 36) AS `sy`, (SHIFTRIGHT(`t1`.`products`, 0)) & 67108863 AS `sxy`, `t1`.`squares` AS `sxx` FROM `fresh_marks` AS `t1`) AS `t3`
GROUP BY 1) AS `t4`
WHERE `t4`.`rows` <= 1000) AS `t5`) AS `t6`
GROUP BY 1) AS `t7`) AS border;

-- packed_attendance
SELECT CAST(`learner` AS BIGINT) AS `learner`, CAST(`packed_semester` AS BIGINT) AS `packed_semester`, CAST(`packed_four_weeks` AS BIGINT) AS `packed_four_weeks`, CAST(`packed_before` AS BIGINT) AS `packed_before`, CAST(`unexcused_all_semester` AS BIGINT) AS `unexcused_all_semester`
FROM (SELECT `t0`.`learner`, CAST(COALESCE(SUM(IF(`t0`.`semester` = 20252, CAST(`t0`.`lessons` AS DOUBLE) + (`t0`.`missed` * 32768.0) + (`t0`.`unexcused` * 1073741824.0), NULL)), 0) AS BIGINT) AS `packed_semester`, CAST(COALESCE(SUM(IF(`t0`.`week` >= MAKE_DATE(2026, 4, 20), CAST(`t0`.`lessons` AS DOUBLE) + (`t0`.`missed` * 32768.0) + (`t0`.`unexcused` * 1073741824.0), NULL)), 0) AS BIGINT) AS `packed_four_weeks`, CAST(COALESCE(SUM(IF(NOT (`t0`.`week` >= MAKE_DATE(2026, 4, 20)), CAST(`t0`.`lessons` AS DOUBLE) + (`t0`.`missed` * 32768.0) + (`t0`.`unexcused` * 1073741824.0), NULL)), 0) AS BIGINT) AS `packed_before`, CAST(COALESCE(SUM(IF(`t0`.`semester` = 20252, CAST(`t0`.`unexcused_all` AS DOUBLE), NULL)), 0) AS BIGINT) AS `unexcused_all_semester` FROM `attendance_weeks` AS `t0`
GROUP BY 1) AS border;

-- places
SELECT CAST(`learner` AS BIGINT) AS `learner`, CAST(`institution` AS INT) AS `institution`, CAST(`class_key` AS BIGINT) AS `class_key`, CAST(`grade` AS SMALLINT) AS `grade`, CAST(`end` AS DATE) AS `end`, CAST(`here` AS BOOLEAN) AS `here`
FROM (SELECT `t2`.`learner`, `t2`.`institution`, `t2`.`class_key`, `t2`.`grade`, `t2`.`end`, `t2`.`end` IS NULL AS `here`
FROM (SELECT `t1`.`institution`, `t1`.`learner`, `t1`.`class_key`, `t1`.`grade`, `t1`.`school_year`, `t1`.`first`, `t1`.`end`, ROW_NUMBER() OVER (PARTITION BY `t1`.`learner` ORDER BY CAST(`t1`.`end` IS NOT NULL AS TINYINT) ASC NULLS LAST, `t1`.`first` DESC, `t1`.`institution` DESC, `t1`.`class_key` DESC) - 1 AS `place`
FROM (SELECT `t0`.`institution`, `t0`.`learner`, `t0`.`class_key`, `t0`.`grade`, `t0`.`school_year`, `t0`.`first`, IF(`t0`.`end` <= MAKE_DATE(2026, 5, 15), `t0`.`end`, CAST(NULL AS DATE)) AS `end` FROM `enrolment` AS `t0`
WHERE `t0`.`first` < MAKE_DATE(2026, 5, 16)) AS `t1`) AS `t2`
WHERE `t2`.`place` = 0) AS border;

-- missed_share, four_weeks
SELECT CAST(`learner` AS BIGINT) AS `learner`, CAST(`num` AS BIGINT) AS `num`, CAST(`den` AS BIGINT) AS `den`, CAST(`seen` AS BIGINT) AS `seen`
FROM (SELECT `t0`.`learner`, (SHIFTRIGHT(`t0`.`packed_four_weeks`, 15)) & 32767 AS `num`, (SHIFTRIGHT(`t0`.`packed_four_weeks`, 0)) & 32767 AS `den`, (SHIFTRIGHT(`t0`.`packed_four_weeks`, 0)) & 32767 AS `seen` FROM `packed_attendance` AS `t0`
WHERE ((SHIFTRIGHT(`t0`.`packed_four_weeks`, 0)) & 32767) > 0) AS border;

-- missed_share, semester
SELECT CAST(`learner` AS BIGINT) AS `learner`, CAST(`num` AS BIGINT) AS `num`, CAST(`den` AS BIGINT) AS `den`, CAST(`seen` AS BIGINT) AS `seen`
FROM (SELECT `t0`.`learner`, (SHIFTRIGHT(`t0`.`packed_semester`, 15)) & 32767 AS `num`, (SHIFTRIGHT(`t0`.`packed_semester`, 0)) & 32767 AS `den`, (SHIFTRIGHT(`t0`.`packed_semester`, 0)) & 32767 AS `seen` FROM `packed_attendance` AS `t0`
WHERE ((SHIFTRIGHT(`t0`.`packed_semester`, 0)) & 32767) > 0) AS border;

-- unexcused_share, four_weeks
SELECT CAST(`learner` AS BIGINT) AS `learner`, CAST(`num` AS BIGINT) AS `num`, CAST(`den` AS BIGINT) AS `den`, CAST(`seen` AS BIGINT) AS `seen`
FROM (SELECT `t0`.`learner`, (SHIFTRIGHT(`t0`.`packed_four_weeks`, 30)) & 32767 AS `num`, (SHIFTRIGHT(`t0`.`packed_four_weeks`, 0)) & 32767 AS `den`, (SHIFTRIGHT(`t0`.`packed_four_weeks`, 0)) & 32767 AS `seen` FROM `packed_attendance` AS `t0`
WHERE ((SHIFTRIGHT(`t0`.`packed_four_weeks`, 0)) & 32767) > 0) AS border;

-- unexcused_share, semester
SELECT CAST(`learner` AS BIGINT) AS `learner`, CAST(`num` AS BIGINT) AS `num`, CAST(`den` AS BIGINT) AS `den`, CAST(`seen` AS BIGINT) AS `seen`
FROM (SELECT `t0`.`learner`, (SHIFTRIGHT(`t0`.`packed_semester`, 30)) & 32767 AS `num`, (SHIFTRIGHT(`t0`.`packed_semester`, 0)) & 32767 AS `den`, (SHIFTRIGHT(`t0`.`packed_semester`, 0)) & 32767 AS `seen` FROM `packed_attendance` AS `t0`
WHERE ((SHIFTRIGHT(`t0`.`packed_semester`, 0)) & 32767) > 0) AS border;

-- unexcused_lessons, semester
SELECT CAST(`learner` AS BIGINT) AS `learner`, CAST(`num` AS BIGINT) AS `num`, CAST(`den` AS BIGINT) AS `den`, CAST(`seen` AS BIGINT) AS `seen`
FROM (SELECT `t0`.`learner`, `t0`.`unexcused_all_semester` AS `num`, 1 AS `den`, (SHIFTRIGHT(`t0`.`packed_semester`, 0)) & 32767 AS `seen` FROM `packed_attendance` AS `t0`
WHERE (`t0`.`unexcused_all_semester` > 0) OR (((SHIFTRIGHT(`t0`.`packed_semester`, 0)) & 32767) > 0)) AS border;

-- absence_change, four_weeks
SELECT CAST(`learner` AS BIGINT) AS `learner`, CAST(`num` AS BIGINT) AS `num`, CAST(`den` AS BIGINT) AS `den`, CAST(`seen` AS BIGINT) AS `seen`
FROM (SELECT `t0`.`learner`, (((SHIFTRIGHT(`t0`.`packed_four_weeks`, 15)) & 32767) * ((SHIFTRIGHT(`t0`.`packed_before`, 0)) & 32767)) - (((SHIFTRIGHT(`t0`.`packed_before`, 15)) & 32767) * ((SHIFTRIGHT(`t0`.`packed_four_weeks`, 0)) & 32767)) AS `num`, ((SHIFTRIGHT(`t0`.`packed_four_weeks`, 0)) & 32767) * ((SHIFTRIGHT(`t0`.`packed_before`, 0)) & 32767) AS `den`, (SHIFTRIGHT(`t0`.`packed_four_weeks`, 0)) & 32767 AS `seen` FROM `packed_attendance` AS `t0`
WHERE ((SHIFTRIGHT(`t0`.`packed_four_weeks`, 0)) & 32767) > 0 AND ((SHIFTRIGHT(`t0`.`packed_before`, 0)) & 32767) > 0) AS border;

-- insufficient_subjects, semester
SELECT CAST(`learner` AS BIGINT) AS `learner`, CAST(`num` AS BIGINT) AS `num`, CAST(`den` AS BIGINT) AS `den`, CAST(`seen` AS BIGINT) AS `seen`
FROM (SELECT `t5`.`learner`, `t5`.`num`, 1 AS `den`, `t5`.`seen`
FROM (SELECT `t4`.`learner`, CAST(COALESCE(SUM(CAST(`t4`.`insufficient` AS DOUBLE)), 0) AS BIGINT) AS `num`, CAST(COALESCE(SUM(CAST(`t4`.`seen` AS DOUBLE)), 0) AS BIGINT) AS `seen`
FROM (SELECT `t3`.`learner`, `t3`.`subject`, `t3`.`n`, `t3`.`judged`, `t3`.`failed`, `t3`.`sy`, CAST(((`t3`.`n` >= 3) AND ((`t3`.`sy` * 2) < (`t3`.`n` * 7))) OR ((`t3`.`n` < 3) AND (`t3`.`judged` >= 3) AND ((`t3`.`failed` * 2) > `t3`.`judged`)) AS BIGINT) AS `insufficient`, `t3`.`n` + `t3`.`judged` AS `seen`
FROM (SELECT `t2`.`learner`, `t2`.`subject`, (SHIFTRIGHT(`t2`.`counts`, 0)) & 4095 AS `n`, (SHIFTRIGHT(`t2`.`counts`, 12)) & 4095 AS `judged`, (SHIFTRIGHT(`t2`.`counts`, 24)) & 4095 AS `failed`, SHIFTRIGHT(`t2`.`counts`, 36) AS `sy`
FROM (SELECT `t1`.`learner`, `t1`.`subject`, COUNT(*) AS `rows`, CAST(COALESCE(SUM(CAST(`t1`.`counts` AS DOUBLE)), 0) AS BIGINT) AS `counts`
FROM (SELECT * FROM `mark_counts` AS `t0`
WHERE `t0`.`semester` = 20252) AS `t1`
GROUP BY 1, 2) AS `t2`
WHERE `t2`.`rows` <= 1000) AS `t3`) AS `t4`
GROUP BY 1) AS `t5`
WHERE `t5`.`seen` > 0) AS border;

-- mean_mark, semester
SELECT CAST(`learner` AS BIGINT) AS `learner`, CAST(`num` AS BIGINT) AS `num`, CAST(`den` AS BIGINT) AS `den`, CAST(`seen` AS BIGINT) AS `seen`
FROM (SELECT `t2`.`learner`, `t2`.`sy` AS `num`, `t2`.`n` AS `den`, `t2`.`n` AS `seen`
FROM (SELECT `t1`.`learner`, CAST(COALESCE(SUM(CAST(`t1`.`n` AS DOUBLE)), 0) AS BIGINT) AS `n`, CAST(COALESCE(SUM(CAST(`t1`.`sx` AS DOUBLE)), 0) AS BIGINT) AS `sx`, CAST(COALESCE(SUM(CAST(`t1`.`sy` AS DOUBLE)), 0) AS BIGINT) AS `sy`, CAST(COALESCE(SUM(CAST(`t1`.`sxy` AS DOUBLE)), 0) AS BIGINT) AS `sxy`, CAST(COALESCE(SUM(CAST(`t1`.`sxx` AS DOUBLE)), 0) AS BIGINT) AS `sxx`
FROM (SELECT * FROM `mark_totals` AS `t0`
WHERE `t0`.`semester` = 20252) AS `t1`
GROUP BY 1) AS `t2`
WHERE `t2`.`n` > 0) AS border;

-- mark_fall, school_year
SELECT CAST(`learner` AS BIGINT) AS `learner`, CAST(`num` AS BIGINT) AS `num`, CAST(`den` AS BIGINT) AS `den`, CAST(`seen` AS BIGINT) AS `seen`
FROM (SELECT `t1`.`learner`, ((`t1`.`sx` * `t1`.`sy`) - (`t1`.`n` * `t1`.`sxy`)) * 28 AS `num`, (`t1`.`n` * `t1`.`sxx`) - (`t1`.`sx` * `t1`.`sx`) AS `den`, `t1`.`n` AS `seen`
FROM (SELECT `t0`.`learner`, CAST(COALESCE(SUM(CAST(`t0`.`n` AS DOUBLE)), 0) AS BIGINT) AS `n`, CAST(COALESCE(SUM(CAST(`t0`.`sx` AS DOUBLE)), 0) AS BIGINT) AS `sx`, CAST(COALESCE(SUM(CAST(`t0`.`sy` AS DOUBLE)), 0) AS BIGINT) AS `sy`, CAST(COALESCE(SUM(CAST(`t0`.`sxy` AS DOUBLE)), 0) AS BIGINT) AS `sxy`, CAST(COALESCE(SUM(CAST(`t0`.`sxx` AS DOUBLE)), 0) AS BIGINT) AS `sxx` FROM `mark_totals` AS `t0`
GROUP BY 1) AS `t1`
WHERE ((`t1`.`n` * `t1`.`sxx`) - (`t1`.`sx` * `t1`.`sx`)) > 0) AS border;

-- repeated_grade, school_year
SELECT CAST(`learner` AS BIGINT) AS `learner`, CAST(`num` AS BIGINT) AS `num`, CAST(`den` AS BIGINT) AS `den`, CAST(`seen` AS BIGINT) AS `seen`
FROM (SELECT `t4`.`learner`, 1 AS `num`, 1 AS `den`, 1 AS `seen`
FROM (SELECT `t3`.`learner`, MAX(IF(`t3`.`school_year` = 2025, `t3`.`grade`, NULL)) AS `now`, MAX(IF(`t3`.`school_year` = 2024, `t3`.`grade`, NULL)) AS `before`
FROM (SELECT *
FROM (SELECT `t1`.`institution`, `t1`.`learner`, `t1`.`class_key`, `t1`.`grade`, `t1`.`school_year`, `t1`.`first`, `t1`.`end`, ROW_NUMBER() OVER (PARTITION BY `t1`.`learner`, `t1`.`school_year` ORDER BY `t1`.`first` DESC, `t1`.`institution` DESC, `t1`.`class_key` DESC) - 1 AS `place`
FROM (SELECT `t0`.`institution`, `t0`.`learner`, `t0`.`class_key`, `t0`.`grade`, `t0`.`school_year`, `t0`.`first`, IF(`t0`.`end` <= MAKE_DATE(2026, 5, 15), `t0`.`end`, CAST(NULL AS DATE)) AS `end` FROM `enrolment` AS `t0`
WHERE `t0`.`first` < MAKE_DATE(2026, 5, 16) AND `t0`.`school_year` IN (2025, 2024)) AS `t1`) AS `t2`
WHERE `t2`.`place` = 0) AS `t3`
GROUP BY 1) AS `t4`
WHERE `t4`.`now` = `t4`.`before`) AS border;

-- change_of_school, school_year
SELECT CAST(`learner` AS BIGINT) AS `learner`, CAST(`num` AS BIGINT) AS `num`, CAST(`den` AS BIGINT) AS `den`, CAST(`seen` AS BIGINT) AS `seen`
FROM (SELECT `t4`.`learner`, `t4`.`num`, 1 AS `den`, `t4`.`num` AS `seen`
FROM (SELECT `t3`.`learner`, COUNT(*) AS `num`
FROM (SELECT *
FROM (SELECT `t1`.`institution`, `t1`.`learner`, `t1`.`class_key`, `t1`.`grade`, `t1`.`school_year`, `t1`.`first`, `t1`.`end`, LAG(`t1`.`institution`) OVER (PARTITION BY `t1`.`learner` ORDER BY `t1`.`first` ASC NULLS LAST, `t1`.`institution` ASC NULLS LAST, `t1`.`class_key` ASC NULLS LAST) AS `before`, LAG(`t1`.`school_year`) OVER (PARTITION BY `t1`.`learner` ORDER BY `t1`.`first` ASC NULLS LAST, `t1`.`institution` ASC NULLS LAST, `t1`.`class_key` ASC NULLS LAST) AS `year_before`
FROM (SELECT `t0`.`institution`, `t0`.`learner`, `t0`.`class_key`, `t0`.`grade`, `t0`.`school_year`, `t0`.`first`, IF(`t0`.`end` <= MAKE_DATE(2026, 5, 15), `t0`.`end`, CAST(NULL AS DATE)) AS `end` FROM `enrolment` AS `t0`
WHERE `t0`.`first` < MAKE_DATE(2026, 5, 16)) AS `t1`) AS `t2`
WHERE `t2`.`first` >= MAKE_DATE(2025, 9, 1) AND `t2`.`first` < MAKE_DATE(2026, 5, 16) AND `t2`.`institution` <> `t2`.`before` AND `t2`.`school_year` = `t2`.`year_before`) AS `t3`
GROUP BY 1) AS `t4`) AS border;

-- behaviour_notes, four_weeks
SELECT CAST(`learner` AS BIGINT) AS `learner`, CAST(`num` AS BIGINT) AS `num`, CAST(`den` AS BIGINT) AS `den`, CAST(`seen` AS BIGINT) AS `seen`
FROM (SELECT `t2`.`learner`, `t2`.`num`, 1 AS `den`, `t2`.`num` AS `seen`
FROM (SELECT `t1`.`learner`, COUNT(*) AS `num`
FROM (SELECT * FROM `notes` AS `t0`
WHERE `t0`.`day` >= MAKE_DATE(2026, 4, 20) AND `t0`.`day` < MAKE_DATE(2026, 5, 16) AND `t0`.`kind` IN (1)) AS `t1`
GROUP BY 1) AS `t2`) AS border;

-- behaviour_notes, semester
SELECT CAST(`learner` AS BIGINT) AS `learner`, CAST(`num` AS BIGINT) AS `num`, CAST(`den` AS BIGINT) AS `den`, CAST(`seen` AS BIGINT) AS `seen`
FROM (SELECT `t2`.`learner`, `t2`.`num`, 1 AS `den`, `t2`.`num` AS `seen`
FROM (SELECT `t1`.`learner`, COUNT(*) AS `num`
FROM (SELECT * FROM `notes` AS `t0`
WHERE `t0`.`day` >= MAKE_DATE(2026, 1, 5) AND `t0`.`day` < MAKE_DATE(2026, 5, 16) AND `t0`.`kind` IN (1)) AS `t1`
GROUP BY 1) AS `t2`) AS border;

-- support_no_shows, semester
SELECT CAST(`learner` AS BIGINT) AS `learner`, CAST(`num` AS BIGINT) AS `num`, CAST(`den` AS BIGINT) AS `den`, CAST(`seen` AS BIGINT) AS `seen`
FROM (SELECT *
FROM (SELECT `t1`.`learner`, SUM(CAST(1 - `t1`.`came` AS BIGINT)) AS `num`, COUNT(*) AS `den`, COUNT(*) AS `seen`
FROM (SELECT * FROM `support` AS `t0`
WHERE `t0`.`day` >= MAKE_DATE(2026, 1, 5) AND `t0`.`day` < MAKE_DATE(2026, 5, 16)) AS `t1`
GROUP BY 1) AS `t2`) AS border;

-- enrolled_nowhere, now
SELECT CAST(`learner` AS BIGINT) AS `learner`, CAST(`num` AS BIGINT) AS `num`, CAST(`den` AS BIGINT) AS `den`, CAST(`seen` AS BIGINT) AS `seen`
FROM (SELECT `t5`.`learner`, `t5`.`since` AS `num`, 1 AS `den`, `t5`.`since` AS `seen`
FROM (SELECT `t4`.`learner`, `t4`.`institution`, `t4`.`class_key`, `t4`.`grade`, `t4`.`end`, `t4`.`here`, `t2`.`day`, `t2`.`since`
FROM (SELECT * FROM `places` AS `t0`
WHERE NOT (`t0`.`here`) AND NOT (`t0`.`grade` IN (9, 12, 23, 24) AND EXTRACT(month FROM `t0`.`end` - INTERVAL '1' DAY) IN (5, 6, 7, 8, 9))) AS `t4` INNER JOIN `school_days` AS `t2` ON `t4`.`end` = `t2`.`day`) AS `t5`
WHERE `t5`.`since` > 0) AS border;

-- figures
SELECT CAST(`learner` AS BIGINT) AS `learner`, CAST(`num` AS BIGINT) AS `num`, CAST(`den` AS BIGINT) AS `den`, CAST(`seen` AS BIGINT) AS `seen`, CAST(`figure` AS SMALLINT) AS `figure`
FROM (SELECT *
FROM (SELECT `t0`.`learner`, (SHIFTRIGHT(`t0`.`packed_four_weeks`, 15)) & 32767 AS `num`, (SHIFTRIGHT(`t0`.`packed_four_weeks`, 0)) & 32767 AS `den`, (SHIFTRIGHT(`t0`.`packed_four_weeks`, 0)) & 32767 AS `seen`, 0 AS `figure` FROM `packed_attendance` AS `t0`
WHERE ((SHIFTRIGHT(`t0`.`packed_four_weeks`, 0)) & 32767) > 0) AS `t1` UNION ALL SELECT *
FROM (SELECT `t0`.`learner`, (SHIFTRIGHT(`t0`.`packed_semester`, 15)) & 32767 AS `num`, (SHIFTRIGHT(`t0`.`packed_semester`, 0)) & 32767 AS `den`, (SHIFTRIGHT(`t0`.`packed_semester`, 0)) & 32767 AS `seen`, 1 AS `figure` FROM `packed_attendance` AS `t0`
WHERE ((SHIFTRIGHT(`t0`.`packed_semester`, 0)) & 32767) > 0) AS `t2`) AS border;

-- beyond
SELECT CAST(`learner` AS BIGINT) AS `learner`, CAST(`rule` AS SMALLINT) AS `rule`, CAST(`figure` AS SMALLINT) AS `figure`, CAST(`num` AS BIGINT) AS `num`, CAST(`den` AS BIGINT) AS `den`, CAST(`seen` AS BIGINT) AS `seen`, CAST(`threshold_num` AS BIGINT) AS `threshold_num`, CAST(`threshold_den` AS BIGINT) AS `threshold_den`, CAST(`absent_is_zero` AS BOOLEAN) AS `absent_is_zero`, CAST(`first_grade` AS SMALLINT) AS `first_grade`, CAST(`last_grade` AS SMALLINT) AS `last_grade`
FROM (SELECT `t4`.`learner`, `t4`.`rule`, `t4`.`figure`, `t4`.`num`, `t4`.`den`, `t4`.`seen`, `t4`.`threshold_num`, `t4`.`threshold_den`, `t4`.`absent_is_zero`, `t4`.`first_grade`, `t4`.`last_grade`
FROM (SELECT `t2`.`learner`, `t2`.`figure`, `t2`.`num`, `t2`.`den`, `t2`.`seen`, `t3`.`rule`, `t3`.`figure` AS `figure_right`, `t3`.`sign`, `t3`.`strict`, `t3`.`first_grade`, `t3`.`last_grade`, `t3`.`threshold_num`, `t3`.`threshold_den`, `t3`.`minimum_seen`, `t3`.`absent_is_zero` FROM `figures` AS `t2` INNER JOIN `rules` AS `t3` ON `t2`.`figure` = `t3`.`figure` AND `t2`.`seen` >= `t3`.`minimum_seen`) AS `t4`
WHERE ((((`t4`.`num` * `t4`.`threshold_den`) - (`t4`.`threshold_num` * `t4`.`den`)) * `t4`.`sign`) > 0) OR (((((`t4`.`num` * `t4`.`threshold_den`) - (`t4`.`threshold_num` * `t4`.`den`)) * `t4`.`sign`) = 0) AND NOT (`t4`.`strict`))) AS border;

-- hits
SELECT CAST(`learner` AS BIGINT) AS `learner`, CAST(`rule` AS SMALLINT) AS `rule`, CAST(`figure` AS SMALLINT) AS `figure`, CAST(`num` AS BIGINT) AS `num`, CAST(`den` AS BIGINT) AS `den`, CAST(`seen` AS BIGINT) AS `seen`, CAST(`threshold_num` AS BIGINT) AS `threshold_num`, CAST(`threshold_den` AS BIGINT) AS `threshold_den`, CAST(`absent_is_zero` AS BOOLEAN) AS `absent_is_zero`, CAST(`institution` AS INT) AS `institution`, CAST(`class_key` AS BIGINT) AS `class_key`, CAST(`grade` AS SMALLINT) AS `grade`
FROM (SELECT `t4`.`learner`, `t4`.`rule`, `t4`.`figure`, `t4`.`num`, `t4`.`den`, `t4`.`seen`, `t4`.`threshold_num`, `t4`.`threshold_den`, `t4`.`absent_is_zero`, `t4`.`institution`, `t4`.`class_key`, `t4`.`grade`
FROM (SELECT `t2`.`learner`, `t2`.`rule`, `t2`.`figure`, `t2`.`num`, `t2`.`den`, `t2`.`seen`, `t2`.`threshold_num`, `t2`.`threshold_den`, `t2`.`absent_is_zero`, `t2`.`first_grade`, `t2`.`last_grade`, `t3`.`institution`, `t3`.`class_key`, `t3`.`grade`, `t3`.`end`, `t3`.`here` FROM `beyond` AS `t2` INNER JOIN `places` AS `t3` ON `t2`.`learner` = `t3`.`learner`) AS `t4`
WHERE `t4`.`grade` >= `t4`.`first_grade` AND `t4`.`grade` <= `t4`.`last_grade`) AS border;

-- usual
SELECT CAST(`class_key` AS BIGINT) AS `class_key`, CAST(`figure` AS SMALLINT) AS `figure`, CAST(`class_usual_num` AS BIGINT) AS `class_usual_num`, CAST(`class_usual_den` AS BIGINT) AS `class_usual_den`
FROM (WITH `t5` AS (SELECT `t2`.`learner`, `t2`.`class_key` FROM `places` AS `t2`
WHERE `t2`.`here`) SELECT `t14`.`class_key`, `t14`.`figure`, `t14`.`num` AS `class_usual_num`, `t14`.`den` AS `class_usual_den`
FROM (SELECT `t13`.`class_key`, `t13`.`figure`, `t13`.`absent_is_zero`, `t13`.`learner`, `t13`.`num`, `t13`.`den`, `t13`.`seen`, `t13`.`rank`, `t13`.`count`, `t10`.`size`
FROM (SELECT `t11`.`class_key`, `t11`.`figure`, `t11`.`absent_is_zero`, `t11`.`learner`, `t11`.`num`, `t11`.`den`, `t11`.`seen`, (ROW_NUMBER() OVER (PARTITION BY `t11`.`class_key`, `t11`.`figure` ORDER BY CAST(`t11`.`num` AS DOUBLE) / CAST(`t11`.`den` AS DOUBLE) ASC NULLS LAST, `t11`.`learner` ASC NULLS LAST) - 1) + 1 AS `rank`, COUNT(*) OVER (PARTITION BY `t11`.`class_key`, `t11`.`figure` ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS `count`
FROM (SELECT `t6`.`class_key`, `t6`.`figure`, `t6`.`absent_is_zero`, `t8`.`learner`, `t3`.`num`, `t3`.`den`, `t3`.`seen`
FROM (SELECT DISTINCT `t0`.`class_key`, `t0`.`figure`, `t0`.`absent_is_zero` FROM `found` AS `t0`) AS `t6` INNER JOIN `t5` AS `t8` ON `t6`.`class_key` = `t8`.`class_key` INNER JOIN `figures` AS `t3` ON `t8`.`learner` = `t3`.`learner` AND `t6`.`figure` = `t3`.`figure`) AS `t11`) AS `t13` INNER JOIN (SELECT `t7`.`class_key`, COUNT(*) AS `size` FROM `t5` AS `t7`
GROUP BY 1) AS `t10` ON `t13`.`class_key` = `t10`.`class_key`) AS `t14`
WHERE (`t14`.`rank` + IF(`t14`.`absent_is_zero`, `t14`.`size` - `t14`.`count`, 0)) = CAST(FLOOR((`t14`.`count` + IF(`t14`.`absent_is_zero`, `t14`.`size` - `t14`.`count`, 0) + 1) / (2)) AS BIGINT)) AS border;

-- told
SELECT CAST(`learner` AS BIGINT) AS `learner`, CAST(`institution` AS INT) AS `institution`, CAST(`class_key` AS BIGINT) AS `class_key`, CAST(`grade` AS SMALLINT) AS `grade`, CAST(`rule` AS SMALLINT) AS `rule`, CAST(`figure` AS SMALLINT) AS `figure`, CAST(`num` AS BIGINT) AS `num`, CAST(`den` AS BIGINT) AS `den`, CAST(`seen` AS BIGINT) AS `seen`, CAST(`threshold_num` AS BIGINT) AS `threshold_num`, CAST(`threshold_den` AS BIGINT) AS `threshold_den`, CAST(`class_usual_num` AS BIGINT) AS `class_usual_num`, CAST(`class_usual_den` AS BIGINT) AS `class_usual_den`
FROM (WITH `t6` AS (SELECT `t2`.`learner`, `t2`.`class_key` FROM `places` AS `t2`
WHERE `t2`.`here`) SELECT `t3`.`learner`, `t3`.`institution`, `t3`.`class_key`, `t3`.`grade`, `t3`.`rule`, `t3`.`figure`, `t3`.`num`, `t3`.`den`, `t3`.`seen`, `t3`.`threshold_num`, `t3`.`threshold_den`, COALESCE(`t17`.`class_usual_num`, IF(`t3`.`absent_is_zero`, 0, CAST(NULL AS BIGINT))) AS `class_usual_num`, COALESCE(`t17`.`class_usual_den`, IF(`t3`.`absent_is_zero`, 1, CAST(NULL AS BIGINT))) AS `class_usual_den` FROM `found` AS `t3` LEFT OUTER JOIN (SELECT `t15`.`class_key`, `t15`.`figure`, `t15`.`num` AS `class_usual_num`, `t15`.`den` AS `class_usual_den`
FROM (SELECT `t14`.`class_key`, `t14`.`figure`, `t14`.`absent_is_zero`, `t14`.`learner`, `t14`.`num`, `t14`.`den`, `t14`.`seen`, `t14`.`rank`, `t14`.`count`, `t11`.`size`
FROM (SELECT `t12`.`class_key`, `t12`.`figure`, `t12`.`absent_is_zero`, `t12`.`learner`, `t12`.`num`, `t12`.`den`, `t12`.`seen`, (ROW_NUMBER() OVER (PARTITION BY `t12`.`class_key`, `t12`.`figure` ORDER BY CAST(`t12`.`num` AS DOUBLE) / CAST(`t12`.`den` AS DOUBLE) ASC NULLS LAST, `t12`.`learner` ASC NULLS LAST) - 1) + 1 AS `rank`, COUNT(*) OVER (PARTITION BY `t12`.`class_key`, `t12`.`figure` ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS `count`
FROM (SELECT `t7`.`class_key`, `t7`.`figure`, `t7`.`absent_is_zero`, `t9`.`learner`, `t4`.`num`, `t4`.`den`, `t4`.`seen`
FROM (SELECT DISTINCT `t0`.`class_key`, `t0`.`figure`, `t0`.`absent_is_zero` FROM `found` AS `t0`) AS `t7` INNER JOIN `t6` AS `t9` ON `t7`.`class_key` = `t9`.`class_key` INNER JOIN `figures` AS `t4` ON `t9`.`learner` = `t4`.`learner` AND `t7`.`figure` = `t4`.`figure`) AS `t12`) AS `t14` INNER JOIN (SELECT `t8`.`class_key`, COUNT(*) AS `size` FROM `t6` AS `t8`
GROUP BY 1) AS `t11` ON `t14`.`class_key` = `t11`.`class_key`) AS `t15`
WHERE (`t15`.`rank` + IF(`t15`.`absent_is_zero`, `t15`.`size` - `t15`.`count`, 0)) = CAST(FLOOR((`t15`.`count` + IF(`t15`.`absent_is_zero`, `t15`.`size` - `t15`.`count`, 0) + 1) / (2)) AS BIGINT)) AS `t17` ON `t3`.`class_key` = `t17`.`class_key` AND `t3`.`figure` = `t17`.`figure`) AS border;
