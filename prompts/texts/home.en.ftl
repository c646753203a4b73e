# App Home and the daily list.

home-waits = Waits for me
home-nothing-waits = Nothing waits for you.
home-more-waits = { $count } more follow as soon as some of these are done.
home-audits = My audits
home-no-audits = You have no role in any audit yet.
home-more-audits = { $count } older ones are not shown here; `/audit list` names them all.
home-audit = *{ $audit }* · { $where }
home-signed = You approved *{ $stage }* as { $role }.
list-row = { $what }
    { $audit }
standing-open = at { $stage }
standing-paused = paused at { $stage }
standing-ended = ended at { $stage }; nothing may be released on it
standing-decided = decided: { $form }
daily-title = { $count ->
    [one] 1 thing waits for you:
   *[other] { $count } things wait for you:
}
