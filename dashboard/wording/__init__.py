"""Every sentence that the product writes about figures: whole sentences with slots, in one room."""
