class Refusal(Exception):
    """One sentence for the person at the keyboard: what is wrong and what to do. Never shown with a traceback."""
