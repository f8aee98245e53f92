"""Rows that stay on record as long as what they belong to."""

import pgtrigger


def goes_with(*, name: str, parent: str, column: str, sentence: str) -> pgtrigger.Trigger:
    """Refuses to delete a row while the row of table `parent` that its `column` names is there.

    Asked at the end of the transaction: Django deletes a row after what belongs to it.
    """
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.After,
        operation=pgtrigger.Delete,
        timing=pgtrigger.Deferred,
        func=f"""
            IF EXISTS (SELECT FROM {parent} WHERE id = OLD.{column}) THEN
                RAISE EXCEPTION '{sentence}' USING ERRCODE = 'check_violation';
            END IF;
            RETURN NULL;
        """,
    )
