-- Welke verslagperioden een begroting en een jaarrekening vragen, voor elk kengetal.
SELECT k.code AS kengetal, v.volgorde, v.soort || ($year + v.verschil) AS verslagperiode
FROM kengetal k
CROSS JOIN (VALUES ('0', 1, 'Rek_', -2), ('0', 2, 'Beg_', -1), ('0', 3, 'Beg_', 0), ('0', 4, 'MJR_', 1), ('0', 5, 'MJR_', 2), ('0', 6, 'MJR_', 3),
                   ('5', 1, 'Rek_', -1), ('5', 2, 'Beg_', 0), ('5', 3, 'Rek_', 0)) v(periode, volgorde, soort, verschil)
WHERE k.leaf = 'true' AND v.periode = $periode
