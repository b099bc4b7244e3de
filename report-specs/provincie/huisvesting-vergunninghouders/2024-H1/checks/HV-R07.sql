-- Een achterstand aan het begin en nog steeds aan het eind van het halfjaar.
SELECT eindstand AS value, beginstand AS bound, trede FROM uitkomst WHERE eindstand < 0 AND beginstand < 0 AND $meetmaand = 6
