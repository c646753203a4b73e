"""What Slack's refusals mean for people: who can mend it, and how.

Owns the table from Slack's words to sentences. Which refusals are final, and who is told, is the worker's. Must not
know what was refused.
"""

from __future__ import annotations

from bot.slack.kit.localization import Texts

_WORDS: dict[str, tuple[str, ...]] = {
    "slack-refuses-channel": ("channel_not_found", "not_in_channel", "channel_is_limited_access"),
    "slack-refuses-archived": ("is_archived", "is_inactive"),
    "slack-refuses-posting": (
        "restricted_action_read_only_channel",
        "restricted_action_thread_only_channel",
        "restricted_action_non_threadable_channel",
        "restricted_action_thread_locked",
        "posting_to_channel_denied",
    ),
    "slack-refuses-app": ("restricted_action", "permission_denied", "no_permission", "ekm_access_denied"),
    "slack-refuses-pins": ("too_many_pins",),
    "slack-refuses-files": (
        "file_uploads_disabled",
        "file_uploads_except_images_disabled",
        "file_upload_size_restricted",
        "file_type_not_allowed",
        "blocked_file_type",
        "storage_limit_reached",
    ),
    "slack-refuses-person": ("user_disabled", "user_not_found", "user_not_visible", "cannot_dm_bot"),
    "slack-refuses-guest": ("user_is_restricted", "user_is_ultra_restricted", "ura_max_channels"),
    "slack-refuses-installation": (
        "missing_scope",
        "invalid_auth",
        "account_inactive",
        "token_revoked",
        "token_expired",
        "not-installed",
    ),
    "slack-refuses-limit": ("message_limit_exceeded",),
    "slack-refuses-fault": (
        "msg_too_long",
        "msg_blocks_too_long",
        "invalid_blocks",
        "invalid_arguments",
        "missing_argument",
        "alt_txt_too_large",
        "metadata_too_large",
        "invalid_name",
    ),
}
"""Text, and the words of Slack's that it is about."""

_TEXTS = {word: text for text, words in _WORDS.items() for word in words}


def words_of_refusal(say: Texts, refused: str) -> str:
    """What can be done about a refusal, as mrkdwn; that Slack's word has no sentence of ours is said too."""
    return say(_TEXTS.get(refused, "slack-refuses-other"))
