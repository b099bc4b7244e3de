-- PF004: per verrekencategorie zijn lasten en baten, taakvelden en balans samen, gelijk. Noemer = lasten op de taakvelden.
SELECT 'gap' AS term, categorie AS unit, cell, kant AS coef FROM matrix WHERE categorie IN ('7.1', '7.2', '7.3', '7.4', '7.5')
UNION ALL SELECT 'noemer', '', cell, 1 FROM lasten
