# Pages about sample tickets.
sample-title = Sample tickets
sample-chip = Sample
sample-stays = A sample with invented people: nothing that is done here reaches Discord or anybody.
sample-offer = Want to try everything out first?
sample-offer-link = Load sample tickets
sample-there = { $count ->
    [one] These include one sample ticket.
   *[other] These include { $count } sample tickets.
 }
sample-there-link = Remove them
sample-going = { $count ->
    [one] Sample tickets are being removed: one is left.
   *[other] Sample tickets are being removed: { $count } are left.
 }
sample-going-link = How it stands
sample-in-reports = { $count ->
    [one] These figures include one sample ticket.
   *[other] These figures include { $count } sample tickets.
 }
sample-what = { $count } tickets with invented people, spread over your own ticket types and the last 30 days: some wait, some are being worked on, some are closed and rated. Your staff can try everything out with them.
sample-house = They never leave this desk: no channel, no message, no direct message, no webhook, no notification, no Auto-Assist.
sample-work = They do not disturb real work: nobody is given one, and they count for nobody's load or limit. Search and reports do show them while they are here.
sample-numbers = They take the next { $count } ticket numbers of this server, which are not used again.
sample-leaves = Removing them takes out everything about them, with what your staff wrote in them. The settings stay as they are.
sample-load = Load sample tickets
sample-remove = Remove sample tickets
sample-look = Look at them in the inbox
sample-state-coming = { $count } of { $all } are here.
sample-state-there = { $count } sample tickets are here.
sample-state-going = { $count ->
    [0] They are being removed.
    [one] They are being removed: one is left.
   *[other] They are being removed: { $count } are left.
 }
sample-off = Tickets are switched off. Switch them on first: samples are spread over the ticket types of a server in use.
sample-no-types = There is no active ticket type yet. Make one first: samples are spread over your own ticket types.
