"""Documents: offers, versions, reviews, rows put together, and blind scores."""
