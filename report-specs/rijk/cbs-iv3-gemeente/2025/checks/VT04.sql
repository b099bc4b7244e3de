-- Voortoets 4: per balanscode is de stand op 1 januari de eindstand van de vorige jaarrekening. In een kwartaal alleen de financiële balans.
WITH nu AS (SELECT balanscode, sum(bedrag) AS bedrag FROM standen WHERE moment = 'begin' GROUP BY balanscode),
     toen AS (SELECT e.balanscode, sum(e.bedrag) AS bedrag FROM eindbalans e WHERE e.standper NOT IN ('1 januari') AND left(e.standper, 4) <> '1-1-' GROUP BY e.balanscode)
SELECT b.code AS balanscode, coalesce(nu.bedrag, 0) - coalesce(toen.bedrag, 0) AS value, $voortoets_beginbalans AS bound, coalesce(nu.bedrag, 0) AS numerator, coalesce(toen.bedrag, 0) AS denominator
FROM balanscode b LEFT JOIN nu ON nu.balanscode = b.code LEFT JOIN toen ON toen.balanscode = b.code
WHERE (b.financieel OR $periode = '5') AND abs(coalesce(nu.bedrag, 0) - coalesce(toen.bedrag, 0)) > $voortoets_beginbalans
