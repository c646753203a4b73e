# Words used everywhere in Slack. Arguments arrive as Slack markup that may be shown as it is.

text-removed = [removed]
nobody = nobody yet
