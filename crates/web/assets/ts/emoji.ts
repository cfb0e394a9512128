// The emoji that are written most, by the names under which Discord knows them.
const LIST =
  "😀grinning 😄smile 😅sweat_smile 😂joy 🤣rofl 🙂slight_smile 😉wink 😊blush 😍heart_eyes 😘kissing_heart 😎sunglasses 🤔thinking 🤨raised_eyebrow 😐neutral_face 🙄rolling_eyes 😴sleeping 😢cry 😭sob 😡rage 😱scream 😬grimacing 😇innocent 🥳partying_face 🤯exploding_head 🤗hugging 🤝handshake 👍thumbsup 👎thumbsdown 👌ok_hand 👋wave 🙏pray 💪muscle 👏clap 🙌raised_hands 👀eyes 🤞fingers_crossed ✌️v 👉point_right 👈point_left 👆point_up_2 👇point_down ❤️heart 🧡orange_heart 💛yellow_heart 💚green_heart 💙blue_heart 💜purple_heart 🖤black_heart 💔broken_heart ✨sparkles ⭐star 🌟star2 🔥fire 💯100 🎉tada 🎊confetti_ball 🎁gift 🏆trophy 🥇first_place 🎫ticket 🎮video_game 🎵musical_note 📌pushpin 📎paperclip 📷camera 🖼️frame_photo 📝pencil 📄page_facing_up 📦package 📬mailbox_with_mail ✉️envelope 📧e_mail 📞telephone_receiver 💻computer 🖥️desktop 📱mobile_phone 🔗link 🔒lock 🔓unlock 🔑key 🔧wrench 🔨hammer ⚙️gear 🐛bug 🔍mag 💡bulb 💬speech_balloon 💳credit_card 💰moneybag 💸money_with_wings 🧾receipt ⏰alarm_clock ⏳hourglass_flowing_sand 📅date ✅white_check_mark ☑️ballot_box_with_check ✔️heavy_check_mark ❌x ❓question ❗exclamation ⚠️warning 🚫no_entry_sign ⛔no_entry 🛑octagonal_sign ➡️arrow_right ⬅️arrow_left ⬆️arrow_up ⬇️arrow_down 🔄arrows_counterclockwise 🆗ok 🆕new 🔴red_circle 🟠orange_circle 🟡yellow_circle 🟢green_circle 🔵blue_circle 🌈rainbow ☀️sunny 🌙crescent_moon ☁️cloud ❄️snowflake 🌊ocean 🌱seedling 🌹rose 🍀four_leaf_clover 🐶dog 🐱cat 🦊fox 🐸frog 🦄unicorn ☕coffee 🍕pizza 🍰cake 🚀rocket ✈️airplane 🚗red_car 🏠house 🌍earth_africa 🏳️flag_white";

export interface Emoji {
  sign: string;
  name: string;
}

export const emoji: Emoji[] = LIST.split(" ").map((one) => {
  const at = one.search(/[a-z]|100/);
  return { sign: one.slice(0, at), name: one.slice(at) };
});
