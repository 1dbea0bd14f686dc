"""What people look at: the brief, tables, the explanation of a sentence, the HTML reader. All built from records by templates."""
