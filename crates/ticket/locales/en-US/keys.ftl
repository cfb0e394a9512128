# Single keys of a person
keys-change = Change keys
keys-title = Keyboard shortcuts
keys-text = Each single key can be another one. This browser keeps what you choose: other devices may have other keyboards.
keys-off = Single keys are off
keys-off-hint = Keys with Ctrl or Alt, arrows, Enter and Esc go on working. For those who speak to the computer, or press keys by accident.
keys-reset = As usual again
keys-unfit = “{ $does }” needs one small letter, digit or sign.
keys-twice = “{ $key }” would do both “{ $one }” and “{ $other }”. Give each a key of its own.
keys-are-off = Single keys are off.
keys-next = Next in the list
keys-previous = Previous in the list
