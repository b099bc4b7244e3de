-- In de vrije tekst staan geen acht of meer cijfers achter elkaar (BSN, V-nummer, registratienummer). Elk cijfer wordt eerst een nul.
SELECT 1 AS value WHERE contains(
  replace(replace(replace(replace(replace(replace(replace(replace(replace($plan, '1', '0'), '2', '0'), '3', '0'), '4', '0'), '5', '0'), '6', '0'), '7', '0'), '8', '0'), '9', '0'),
  '00000000')
