-- Welke eindstanden en baten met welk teken in de kengetallen tellen. Schuld = vaste en vlottende schuld en overlopende passiva, min uitzettingen, liquide middelen en overlopende activa.
SELECT 'schuld' AS term, cell, CASE left(balanscode, 1) WHEN 'P' THEN 1 ELSE -1 END AS coef FROM standen
WHERE moment = 'eind' AND (left(balanscode, 3) IN ('P13', 'P14', 'P21', 'P29', 'A22', 'A23', 'A29') OR left(balanscode, 5) = 'A1332')
UNION ALL
SELECT 'schuld_gecorrigeerd', cell, CASE left(balanscode, 1) WHEN 'P' THEN 1 ELSE -1 END FROM standen
WHERE moment = 'eind' AND (left(balanscode, 3) IN ('P13', 'P14', 'P21', 'P29', 'A22', 'A23', 'A29') OR left(balanscode, 4) IN ('A132', 'A133'))
UNION ALL SELECT 'eigen_vermogen', cell, 1 FROM standen WHERE moment = 'eind' AND balanscode IN ('P111', 'P112', 'P114')
UNION ALL SELECT 'passiva', cell, 1 FROM standen WHERE moment = 'eind' AND left(balanscode, 1) = 'P'
UNION ALL SELECT 'bouwgrond', cell, 1 FROM standen WHERE moment = 'eind' AND balanscode = 'A213'
UNION ALL SELECT 'baten_voor_reserves', cell, 1 FROM baten WHERE taakveld NOT IN ($taakveld_reserves, $taakveld_resultaat)
