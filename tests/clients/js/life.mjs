// A small help desk on stock discord.js. It is told where Discord is and does what the test's people ask of it; each event it gets is a
// line of JSON, for the test to compare with what was sent.
import { once } from "node:events";
import { ChannelType, Client, GatewayIntentBits, Options, Partials, PermissionFlagsBits } from "discord.js";

const { DISCORD_BASE, DISCORD_TOKEN, GUILD, CATEGORY, PANEL, STAFF_ROLE } = process.env;
const saw = (event, ...about) => console.log(JSON.stringify([event, ...about]));

const client = new Client({
  // Without a base it is the real address, as any bot has it.
  ...(DISCORD_BASE ? { rest: { api: `${DISCORD_BASE}/api` } } : {}),
  intents: [
    GatewayIntentBits.Guilds, GatewayIntentBits.GuildMembers, GatewayIntentBits.GuildMessages, GatewayIntentBits.GuildMessageReactions,
    GatewayIntentBits.DirectMessages, GatewayIntentBits.MessageContent,
  ],
  // Without a cache of messages it tells of each one, even if the answer to a request came first.
  makeCache: Options.cacheWithLimits({ MessageManager: 0 }),
  partials: [Partials.Message, Partials.Channel, Partials.Reaction, Partials.GuildMember, Partials.User],
});

client.on("shardReady", () => saw("READY"));
client.on("shardResume", () => saw("RESUMED"));
client.on("messageCreate", (message) => saw("MESSAGE_CREATE", message.id, message.content));
client.on("messageUpdate", (_, message) => saw("MESSAGE_UPDATE", message.id, message.content));
client.on("messageDelete", (message) => saw("MESSAGE_DELETE", message.id));
client.on("messageReactionAdd", (reaction) => saw("MESSAGE_REACTION_ADD", reaction.message.id, reaction.emoji.name));
client.on("channelCreate", (channel) => saw("CHANNEL_CREATE", channel.id, channel.name));
client.on("channelUpdate", (_, channel) => saw("CHANNEL_UPDATE", channel.id, channel.name));
client.on("channelDelete", (channel) => saw("CHANNEL_DELETE", channel.id, channel.name));
client.on("threadCreate", (thread) => saw("THREAD_CREATE", thread.id, thread.name));
client.on("threadUpdate", (_, thread) => saw("THREAD_UPDATE", thread.id, thread.name));
client.on("guildMemberRemove", (member) => saw("GUILD_MEMBER_REMOVE", member.id));
client.on("interactionCreate", (interaction) => saw("INTERACTION_CREATE", interaction.id));

client.once("clientReady", async () => {
  await client.application.commands.set([
    {
      name: "finish", description: "Ends the conversation",
      options: [{ type: 3, name: "reason", description: "Why", required: true, max_length: 100 }],
    },
  ]);
  const panel = await client.channels.fetch(PANEL);
  const button = { type: 2, style: 1, label: "Ask", custom_id: "ask", emoji: { name: "🧭" } };
  await panel.send({
    embeds: [{ title: "Questions?", description: "Press the button.", fields: [{ name: "Open", value: "always" }] }],
    components: [{ type: 1, components: [button] }],
  });
});

async function open(interaction) {
  await interaction.deferReply({ flags: 64 });
  const guild = await client.guilds.fetch(GUILD);
  const channel = await guild.channels.create({
    name: "ticket-1", type: ChannelType.GuildText, parent: CATEGORY, topic: "one question", reason: "asked for",
    permissionOverwrites: [
      { id: guild.roles.everyone.id, deny: [PermissionFlagsBits.ViewChannel] },
      { id: interaction.user.id, allow: [PermissionFlagsBits.ViewChannel, PermissionFlagsBits.SendMessages] },
      { id: STAFF_ROLE, allow: [PermissionFlagsBits.ViewChannel, PermissionFlagsBits.SendMessages] },
      { id: client.user.id, allow: [PermissionFlagsBits.ViewChannel, PermissionFlagsBits.SendMessages] },
    ],
  });
  const question = interaction.fields.getTextInputValue("question");
  const welcome = await channel.send({
    content: `Welcome <@${interaction.user.id}>`,
    files: [{ name: "question.txt", attachment: Buffer.from(question) }],
    allowedMentions: { users: [interaction.user.id] },
  });
  await welcome.edit({ content: "Welcome!" });
  await welcome.react("👋");
  const passing = await channel.send("one moment");
  // It tells of a thread of its own as soon as the request is answered, so what went before has to have arrived.
  const gone = once(client, "messageDelete");
  await passing.delete();
  await gone;
  const notes = await channel.threads.create({ name: "notes", type: ChannelType.PrivateThread, invitable: false });
  await notes.members.add(interaction.user.id);
  await notes.send("kept here");
  const webhook = await channel.createWebhook({ name: "Harbor" });
  await webhook.send({ content: "through the webhook", username: "Beth" });
  const history = await channel.messages.fetch({ limit: 10 });
  saw("history", history.map((message) => message.content).reverse().join("|"));
  await interaction.editReply({ content: `<#${channel.id}>` });
}

async function finish(interaction) {
  await interaction.reply({ content: `Ended: ${interaction.options.getString("reason")}`, flags: 64 });
  const { threads } = await interaction.channel.threads.fetchActive();
  for (const thread of threads.values()) await thread.edit({ archived: true, locked: true });
  await interaction.channel.edit({ name: "closed-1" });
  const user = await client.users.fetch(process.env.MEMBER);
  await user.send({ content: "It is over.", embeds: [{ description: "Thank you." }] });
  await interaction.followUp({ content: "done", flags: 64 });
}

client.on("interactionCreate", async (interaction) => {
  if (interaction.isButton() && interaction.customId === "ask") {
    const input = { type: 4, custom_id: "question", style: 2, required: true };
    await interaction.showModal({
      title: "Your question", custom_id: "asked", components: [{ type: 18, label: "What is it?", component: input }],
    });
    // Nobody fills in a form before it is on the screen.
    saw("form");
  } else if (interaction.isModalSubmit()) {
    await open(interaction);
  } else if (interaction.isChatInputCommand()) {
    await finish(interaction);
  }
});

client.on("error", (error) => saw("error", String(error)));
process.on("unhandledRejection", (error) => {
  saw("error", `${error?.stack ?? error} ${JSON.stringify(error?.rawError ?? null)}`);
});
await client.login(DISCORD_TOKEN);
