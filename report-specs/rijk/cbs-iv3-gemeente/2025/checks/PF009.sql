-- PF009: de onverdeelde categorieën 4.3.9 en 4.4.9 komen buiten de begroting niet voor.
SELECT 'gap' AS term, cell AS unit, cell, 1 AS coef FROM matrix WHERE categorie IN ('4.3.9', '4.4.9')
