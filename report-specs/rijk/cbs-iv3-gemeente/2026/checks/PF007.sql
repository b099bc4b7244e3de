-- PF007: op 1 januari zijn activa en passiva gelijk.
SELECT 'gap' AS term, cell, CASE left(balanscode, 1) WHEN 'A' THEN 1 ELSE -1 END AS coef FROM standen WHERE moment = 'begin'
