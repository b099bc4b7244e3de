-- Voortoets 6: geen taakveld dat is vervallen of andere codes samenvat.
SELECT m.sectie, m.rij AS taakveld, sum(m.bedrag) AS value, v.opvolgers
FROM matrix m JOIN vervallen_taakvelden v ON v.taakveld = m.rij WHERE m.deel = 'taakveld' AND m.bedrag <> 0 GROUP BY m.sectie, m.rij, v.opvolgers
