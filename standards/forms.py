"""Loading an edition in the browser."""

from django import forms
from django.core.files.uploadedfile import UploadedFile

from accounts.forms import PlumblineForm
from standards.documents import EditionDocument, EditionInvalid, document_read
from standards.documents.parsing import LARGEST_FILE


class EditionUploadForm(PlumblineForm):
    """A chosen file becomes `document`; every problem of the file becomes an error of the field."""

    file = forms.FileField(
        label="Edition file",
        help_text="A YAML file as docs/editions.md describes it. Nothing is loaded while anything in it is wrong.",
        error_messages={
            "required": "Choose the YAML file of the edition",
            "empty": "The file is empty. Choose the YAML file of the edition",
            "missing": "Choose the YAML file of the edition",
            "invalid": "Choose a file, and send the form again",
            "max_length": "Shorten the file's name to at most %(max)d characters",
        },
        max_length=200,
    )

    submit_text = "Load edition"
    document: EditionDocument | None = None

    def clean_file(self) -> "UploadedFile[bytes]":
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        try:
            self.document = document_read(file.read(LARGEST_FILE + 1), source=file.name or "The file")
        except EditionInvalid as problem:
            raise forms.ValidationError(list(problem.sentences)) from None
        return file
