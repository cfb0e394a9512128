erase-title = Erasure requests
erase-owner-text = Members can ask to have their data erased. Their words, answers and files go; what the team wrote stays, without their name; counts and times stay. It cannot be undone, and backups expire by their own schedule.
erase-none = Nobody has asked to be erased
erase-nobody = Erased
erase-waits = To be decided
erase-declined = Declined
erase-running = Being erased
erase-done = Erased
erase-due = due by { $at }
erase-declined-by = Declined by { $name }, { $at }:
erase-approved-by = Approved by { $name }, { $at }.
erase-counts = { $tickets ->
    [one] { $tickets } ticket
   *[other] { $tickets } tickets
}, { $messages ->
    [one] { $messages } message
   *[other] { $messages } messages
}, { $files ->
    [one] { $files } file
   *[other] { $files } files
}.
erase-close-first = They have open tickets. Close these first.
erase-sure = I know that this cannot be undone.
erase-approve = Erase
erase-reason = Why not? The member reads this.
erase-decline = Decline
erase-be-sure = Tick the box: it cannot be undone.
erase-why = Say why: the member reads it.
erase-open = { $name } has open tickets. Close these first.
erase-decided = This request was decided already.
erase-member-text = You can ask to have your data here erased: what you wrote, your answers, your files. What the team wrote stays, without your name. The owner of this server decides within 30 days; what stands in Discord itself is yours to delete there.
erase-member-sure = Yes, erase my data on this server. It cannot be undone.
erase-member-ask = Ask for erasure
erase-member-box = Tick the box first.
erase-member-asked = You asked on { $at }. It is decided by { $due } at the latest.
erase-member-running = Your request was approved. Your data is being erased.
erase-member-declined = Your request was declined on { $at }:
erase-member-again = You can ask again.
web-done-wished = Your request is noted.
web-done-decided = It is decided, and the member can see it.
