-- Een grijze cel is niet bedoeld voor gebruik.
SELECT m.cell, m.bedrag AS value FROM matrix m JOIN grijze_cellen g ON g.sectie = m.sectie AND g.rij = m.rij AND g.categorie = m.categorie WHERE m.bedrag <> 0
