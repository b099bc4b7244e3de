-- Een begroting en een jaarrekening bevatten elk kengetal voor elke gevraagde verslagperiode.
SELECT sum(aantal) AS value, string_agg(kengetal || ' (' || perioden || ')', ', ' ORDER BY kengetal) AS ontbreekt
FROM (
  SELECT g.kengetal, count(*) AS aantal, string_agg(g.verslagperiode, ', ' ORDER BY g.volgorde) AS perioden
  FROM gevraagde_kengetallen g LEFT JOIN kengetallen k ON k.kengetal = g.kengetal AND k.verslagperiode = g.verslagperiode
  WHERE coalesce(k.waarde, '') = '' GROUP BY g.kengetal)
HAVING count(*) > 0
