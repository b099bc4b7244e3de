-- Voortoets 8: toegerekende rente (7.4) telt over alle taakvelden op tot vrijwel nul. Noemer = lasten op de taakvelden.
SELECT 'gap' AS term, cell, kant AS coef FROM matrix WHERE deel = 'taakveld' AND categorie = '7.4'
UNION ALL SELECT 'noemer', cell, 1 FROM lasten
