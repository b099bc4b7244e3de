-- PF008: ultimo zijn activa en passiva gelijk.
SELECT 'gap' AS term, cell, CASE left(balanscode, 1) WHEN 'A' THEN 1 ELSE -1 END AS coef FROM standen WHERE moment = 'eind'
