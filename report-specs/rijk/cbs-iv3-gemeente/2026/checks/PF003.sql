-- PF003: ultimo - 1 januari - mutaties, per balanscode of per zijde (activa: lasten - baten, passiva andersom). In een kwartaal alleen de financiële balans.
SELECT 'gap' AS term, CASE $balansverloop_eenheid WHEN 'zijde' THEN left(s.balanscode, 1) ELSE s.balanscode END AS unit, s.cell, CASE s.moment WHEN 'eind' THEN 1 ELSE -1 END AS coef
FROM standen s JOIN balanscode b ON b.code = s.balanscode WHERE b.financieel OR $periode = '5'
UNION ALL
SELECT 'gap', CASE $balansverloop_eenheid WHEN 'zijde' THEN left(m.rij, 1) ELSE m.rij END, m.cell, CASE left(m.rij, 1) WHEN 'A' THEN -m.kant ELSE m.kant END
FROM matrix m JOIN balanscode b ON b.code = m.rij WHERE m.deel = 'balans' AND (b.financieel OR $periode = '5')
UNION ALL SELECT 'noemer', '', cell, 1 FROM lasten
