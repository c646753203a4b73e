"""Who takes part: roles and seats, acceptance, delegation, absence and waivers."""
