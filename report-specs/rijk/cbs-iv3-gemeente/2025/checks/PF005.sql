-- PF005: 6.1 hoort op de financiële balans, of op een taakveld dat de ontvanger uitzondert. Noemer = lasten op de taakvelden.
SELECT 'gap' AS term, m.cell AS unit, m.cell, 1 AS coef
FROM matrix m LEFT JOIN balanscode b ON m.deel = 'balans' AND b.code = m.rij AND b.financieel
LEFT JOIN uitgesloten_taakvelden u ON m.deel = 'taakveld' AND u.taakveld = m.rij AND u.controle = 'PF005'
WHERE m.categorie = '6.1' AND b.code IS NULL AND u.taakveld IS NULL
UNION ALL SELECT 'noemer', '', cell, 1 FROM lasten
