-- Standen: activa debet min credit, passiva credit min debet; 1 januari = de beginbalans, ultimo = alles. Een regel van periode 0 geeft met opzet twee feiten.
SELECT _row, balanscode, '1 januari' AS standper, CASE left(balanscode, 1) WHEN 'A' THEN debet - credit ELSE credit - debet END AS bedrag
FROM regels WHERE zijde = 'balans' AND periode = 0
UNION ALL
SELECT _row, balanscode, 'ultimo', CASE left(balanscode, 1) WHEN 'A' THEN debet - credit ELSE credit - debet END
FROM regels WHERE zijde = 'balans'
