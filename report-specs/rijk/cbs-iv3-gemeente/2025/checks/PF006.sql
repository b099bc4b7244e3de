-- PF006: alle lasten en baten op de taakvelden zijn gelijk, met reserves en resultaat erbij.
SELECT 'gap' AS term, cell, kant AS coef FROM matrix WHERE deel = 'taakveld'
