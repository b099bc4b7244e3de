-- Bij een achterstand aan het eind van het halfjaar hoort een plan van aanpak.
SELECT eindstand AS value, 0 AS bound, trede FROM uitkomst WHERE eindstand < 0 AND $meetmaand = 6 AND $plan = ''
