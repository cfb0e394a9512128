# Sample tickets: the words of the set, by place and order (src/sample/set.rs).
sample-1-subject = I cannot see the events channel any more
sample-1-details = Yesterday it was between the lounge and the gallery. Today it is gone, and my friends still have it.
sample-1-1 = I left and joined again last night, maybe that is why?

sample-2-subject = The bot plays every song twice
sample-2-details = Since this morning each song in the queue is played two times before the next one begins.
sample-2-1 = Thanks for telling us! Is it every song, or only those that somebody adds from a playlist?
sample-2-2 = Only from playlists. Single songs are fine.
sample-2-3 = That helps. I have restarted the bot; could you try one playlist again?
sample-2-4 = Better, but the last song still comes twice. Quiz night starts in an hour, can you have another look?

sample-3-subject = Somebody sends everyone links to a fake giveaway
sample-3-details = I got a message that says I won a console and should sign in somewhere. Two friends got the same one.
sample-3-1 = A third person has it now. The account is new and has our logo as its picture.
sample-3-2 = Seen in two more reports. I have taken the account's roles away and am collecting the links for the announcement.

sample-4-subject = May I run a workshop about pixel art?
sample-4-details = One evening, about ninety minutes, for beginners. I would need the stage channel and somebody who watches the chat.

sample-5-subject = My level went back to zero
sample-5-details = I was level 31 last week. After the update the board shows nothing next to my name.
sample-5-1 = Sorry about that! Do you still have the badge for level 30 in your profile?
sample-5-2 = Yes, the badge is there, only the number is gone.
sample-5-3 = Then nothing is lost, the board just has to count again. Could you write one message in the lounge and tell me what it shows?

sample-6-subject = The prize from the spring contest never arrived
sample-6-details = I won the second place in the drawing contest. The shirt was said to be sent four weeks ago.
sample-6-1 = Congratulations again, and sorry for the wait. Which size and which country was it?
sample-6-2 = Size M, to Norway. I have not had a tracking number.
sample-6-3 = The printer says that the parcel came back to them. I asked them to send it anew with tracking.
sample-6-4 = Waiting for the printer's new tracking number

sample-7-subject = A dark version of the server's logo?
sample-7-details = On a dark wallpaper the logo is hard to see. Is there one with light lines?
sample-7-1 = Not yet, but it is a nice idea. Our artist is back tomorrow, I will ask her then.
sample-7-2 = Great, no hurry at all!

sample-8-subject = Could the reading club move to Sundays?
sample-8-details = On Wednesdays many of us work late. A short poll among the readers had Sunday in front.
sample-8-1 = I can also make an official poll if somebody lets me post in the announcements.

sample-9-subject = I would like to change my name on the wall of fame
sample-9-details = It still shows the name that I had two years ago.
sample-9-1 = Done! It may take a few minutes until the picture is drawn again.
sample-9-2 = I see it now. Thank you, that was quick!

sample-10-subject = Two members keep arguing in the trading channel
sample-10-details = It is about a swap that went wrong last week, and by now everybody reads it.
sample-10-1 = Thank you for telling us instead of joining in. Can you say when it began?
sample-10-2 = On Monday evning, after the swap of the two rare cards.
sample-10-3 = On Monday evening, after the swap of the two rare cards. There are pictures of both offers in the channel.
sample-10-4 = Read the whole thread. Both have a point: the offer was edited after it had been accepted.
sample-10-5 = I have talked to both. They agree to swap back, and the channel gets a rule that offers are not edited.
sample-10-6 = We have talked with both of them. They will swap back, and offers must not be changed any more once somebody accepted.
sample-10-7 = They did not swap back so far, and today it started again. Could somebody look in this evening?

sample-11-subject = Which microphone do you use for the podcast?
sample-11-details = I would like to record a guest part at home and want it to sound like yours.
sample-11-1 = A plain USB one on a stand. More important is the room: a carpet and a curtain do wonders.
sample-11-2 = I have a carpet! May I send a test recording?
sample-11-3 = Gladly. Put it into the backstage channel, the hosts listen there every Friday.

sample-12-subject = Notifications come at night although I have quiet hours
sample-12-details = I set quiet hours from ten to seven. The event bot still pings me at midnight.
sample-12-1 = The event bot had its own clock, and it was two hours behind. That is corrected now.
sample-12-2 = Wonderful, thank you!
sample-12-3 = It happened again tonight, at a quarter past twelve.
sample-12-4 = Then there is a second list. Which event was it about?
sample-12-5 = The chess evening. I signed up for it a month ago.

sample-13-subject = Is there a guide for new members?
sample-13-details = I joined today and am a little lost among all those channels.

sample-14-subject = I cannot talk in the voice lounge
sample-14-details = I hear everyone, but the button for my microphone is grey.
sample-14-1 = Hi! The lounge needs the role "verified". Did you press the button in the welcome channel?
sample-14-2 = I did, but nothing happened.
sample-14-3 = I see it: the role was above the bot for a moment. Please press it once more.
sample-14-4 = Now it works. See you in there!
sample-14-5 = Answered within minutes, and friendly. Thank you!

sample-15-subject = The invite link in the footer has expired
sample-15-details = I wanted to bring a friend, but the link on your page says that it is not valid.
sample-15-1 = Well spotted! There is a new one now that does not expire.
sample-15-2 = My friend is in. Thanks!

sample-16-subject = Can I get the recording of the drawing lesson?
sample-16-details = I had to leave in the middle, and the part about light is what I came for.
sample-16-1 = We have it, but two people asked not to be heard. I cut these parts first, is this evening fine?
sample-16-2 = Of course, take your time.
sample-16-3 = Here you are: it is pinned in the art channel now.

sample-17-subject = An account pretends to be one of the hosts
sample-17-details = It has the same picture and asks people for their e-mail addresses.
sample-17-1 = Thank you, that is none of us. We take care of it right now.
sample-17-2 = Account removed, four people had been written to. All four were warned.
sample-17-3 = The account was removed, and those it wrote to know about it.

sample-18-subject = Idea: a channel for pictures of balconies
sample-18-details = Spring is here and many of us grow tomatoes.
sample-18-1 = Lovely! Would you look after the channel in the first weeks? Then we open it.

sample-19-subject = I was muted and do not know why
sample-19-details = I cannot write anywhere since yesterday, and nobody told me anything.
sample-19-1 = That was a mistake of the word filter: it took your flower for something else. You can write again, and we are sorry.
sample-19-2 = Thank you. A word on the same day would have been nice.
sample-19-3 = In the end it was solved, but I waited almost a day.

sample-20-subject = Translating the rules into Portuguese
sample-20-details = I could do it over the weekend. Is there a text that I can start from?
sample-20-1 = That would be great! The text is pinned in the translators' channel, you have the role for it now.
sample-20-2 = Third translation this month. Let us mention the translators in the newsletter.
sample-20-3 = I am in, and I have begun already.

sample-21-subject = The calendar shows events in another time zone
sample-21-details = Everything is one hour too early for me since the clocks changed.
sample-21-1 = The calendar did not know about the change of the clocks. It does now.
sample-21-2 = For repeated events it is still wrong, the chess evening for example.
sample-21-3 = You are right, repeated events had been written down before. I have entered them anew.

sample-22-subject = Where do I find my certificate from the workshop?
sample-22-details = I took part in March and was told that there would be one.
sample-22-1 = They are sent by the teacher. Which workshop was it, watercolours or clay?

sample-23-subject = I clicked on a strange link, what should I do?
sample-23-details = It looked like the sign-in page. I typed my password before I noticed.
sample-23-1 = Good that you tell us! Change your password right now, then sign out on all other devices in your settings.
sample-23-2 = Password changed, and I signed out everywhere.
sample-23-3 = Perfect. Switch on two-factor authentication as well, and you are safe. Nothing was sent in your name here.
sample-23-4 = I was in a panic, and they stayed calm and helped at once.

sample-24-subject = My team is missing from the tournament list
sample-24-details = We signed up on time with five people, but the list ends at team twelve.
sample-24-1 = Your form was there, only the captain's name was missing. Who is it?
sample-24-2 = That is me. Next time the form could simply say so.
