"""What all pages share: the instance, language, headers, forms, errors."""
