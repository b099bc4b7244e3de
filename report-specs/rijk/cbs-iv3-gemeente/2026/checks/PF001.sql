-- PF001: b - c, waarbij b = baten LR - lasten LR en c = lasten 6.1 - baten 6.1. LR = categorie 1 tot en met 5, taakvelden en balans. Noemer = lasten LR.
SELECT 'gap' AS term, cell, -kant AS coef FROM matrix WHERE left(categorie, 1) IN ('1', '2', '3', '4', '5') OR categorie = '6.1'
UNION ALL SELECT 'noemer', cell, 1 FROM matrix WHERE kant = 1 AND left(categorie, 1) IN ('1', '2', '3', '4', '5')
