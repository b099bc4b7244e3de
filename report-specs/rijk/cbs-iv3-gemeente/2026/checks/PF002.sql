-- PF002: op een financiële balanscode horen alleen 6.1, 7.2 en 7.5. Noemer = lasten op de taakvelden.
SELECT 'gap' AS term, m.cell AS unit, m.cell, 1 AS coef FROM matrix m JOIN balanscode b ON b.code = m.rij
WHERE m.deel = 'balans' AND b.financieel AND m.categorie NOT IN ('6.1', '7.2', '7.5')
UNION ALL SELECT 'noemer', '', cell, 1 FROM lasten
