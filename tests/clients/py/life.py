"""A small help desk on stock discord.py, like the one beside it on discord.js: it is told where Discord is, does what the test's people
ask of it, and prints each event it gets as a line of JSON."""

import io
import json
import os
import traceback

import discord
import yarl
from discord import app_commands
from discord.gateway import DiscordWebSocket
from discord.http import Route

if "DISCORD_BASE" in os.environ:
    # Without a base it is the real address, as any bot has it.
    Route.BASE = os.environ["DISCORD_BASE"] + "/api/v10"
    # Where it goes when a resume is refused, without asking again.
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(os.environ["DISCORD_BASE"].replace("http", "ws", 1))


def saw(event, *about):
    print(json.dumps([event, *about]), flush=True)


class Ask(discord.ui.View):
    def __init__(self):
        super().__init__(timeout=None)

    @discord.ui.button(label="Ask", style=discord.ButtonStyle.primary, custom_id="ask", emoji="🧭")
    async def ask(self, interaction, _button):
        await interaction.response.send_modal(Asked())
        # Nobody fills in a form before it is on the screen.
        saw("form")


class Asked(discord.ui.Modal, title="Your question"):
    question = discord.ui.Label(
        text="What is it?",
        component=discord.ui.TextInput(style=discord.TextStyle.paragraph, custom_id="question"),
    )

    async def on_submit(self, interaction):
        await interaction.response.defer(ephemeral=True, thinking=True)
        guild, member = interaction.guild, interaction.user
        seen = discord.PermissionOverwrite(view_channel=True, send_messages=True)
        channel = await guild.create_text_channel(
            "ticket-1",
            category=guild.get_channel(int(os.environ["CATEGORY"])),
            topic="one question",
            reason="asked for",
            overwrites={
                guild.default_role: discord.PermissionOverwrite(view_channel=False),
                member: seen,
                guild.get_role(int(os.environ["STAFF_ROLE"])): seen,
                guild.me: seen,
            },
        )
        file = discord.File(io.BytesIO(self.question.component.value.encode()), "question.txt")
        mentions = discord.AllowedMentions(users=[member], roles=False, everyone=False)
        welcome = await channel.send(f"Welcome <@{member.id}>", file=file, allowed_mentions=mentions)
        await welcome.edit(content="Welcome!")
        await welcome.add_reaction("👋")
        passing = await channel.send("one moment")
        await passing.delete()
        notes = await channel.create_thread(name="notes", type=discord.ChannelType.private_thread, invitable=False)
        await notes.add_user(member)
        await notes.send("kept here")
        webhook = await channel.create_webhook(name="Harbor")
        await webhook.send("through the webhook", username="Beth", wait=True)
        said = [message.content async for message in channel.history(limit=10)]
        saw("history", "|".join(reversed(said)))
        await interaction.edit_original_response(content=f"<#{channel.id}>")

    async def on_error(self, interaction, error):
        saw("error", "".join(traceback.format_exception(error)))


class Desk(discord.AutoShardedClient):
    def __init__(self):
        intents = discord.Intents.none()
        intents.guilds = intents.members = intents.messages = intents.reactions = intents.message_content = True
        # Without a cache of messages each event keeps what it came with.
        super().__init__(intents=intents, max_messages=None)
        self.tree = app_commands.CommandTree(self)
        self.begun = False

        @self.tree.command(name="finish", description="Ends the conversation")
        @app_commands.describe(reason="Why")
        async def finish(interaction: discord.Interaction, reason: app_commands.Range[str, 1, 100]):
            await interaction.response.send_message(f"Ended: {reason}", ephemeral=True)
            for thread in interaction.channel.threads:
                await thread.edit(archived=True, locked=True)
            await interaction.channel.edit(name="closed-1")
            user = await self.fetch_user(int(os.environ["MEMBER"]))
            await user.send("It is over.", embed=discord.Embed(description="Thank you."))
            await interaction.followup.send("done", ephemeral=True)

        @self.tree.error
        async def failed(_interaction, error):
            saw("error", "".join(traceback.format_exception(error)))

    async def setup_hook(self):
        self.add_view(Ask())

    async def on_ready(self):
        if self.begun:
            return
        self.begun = True
        await self.tree.sync()
        panel = await self.fetch_channel(int(os.environ["PANEL"]))
        embed = discord.Embed(title="Questions?", description="Press the button.")
        embed.add_field(name="Open", value="always")
        await panel.send(embed=embed, view=Ask())

    async def on_error(self, event, *_args, **_kwargs):
        saw("error", event, traceback.format_exc())

    async def on_shard_ready(self, _shard):
        saw("READY")

    async def on_shard_resumed(self, _shard):
        saw("RESUMED")

    async def on_message(self, message):
        saw("MESSAGE_CREATE", str(message.id), message.content)

    async def on_raw_message_edit(self, payload):
        saw("MESSAGE_UPDATE", str(payload.message_id), payload.message.content)

    async def on_raw_message_delete(self, payload):
        saw("MESSAGE_DELETE", str(payload.message_id))

    async def on_raw_reaction_add(self, payload):
        saw("MESSAGE_REACTION_ADD", str(payload.message_id), payload.emoji.name)

    async def on_guild_channel_create(self, channel):
        saw("CHANNEL_CREATE", str(channel.id), channel.name)

    async def on_guild_channel_update(self, _before, channel):
        saw("CHANNEL_UPDATE", str(channel.id), channel.name)

    async def on_guild_channel_delete(self, channel):
        saw("CHANNEL_DELETE", str(channel.id), channel.name)

    async def on_thread_create(self, thread):
        saw("THREAD_CREATE", str(thread.id), thread.name)

    async def on_raw_thread_update(self, payload):
        saw("THREAD_UPDATE", str(payload.thread_id), payload.data["name"])

    async def on_raw_member_remove(self, payload):
        saw("GUILD_MEMBER_REMOVE", str(payload.user.id))

    async def on_interaction(self, interaction):
        saw("INTERACTION_CREATE", str(interaction.id))


Desk().run(os.environ["DISCORD_TOKEN"], log_handler=None)
