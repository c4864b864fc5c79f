"""What a trustee runs, offline too: ceremony, keys, partial decryption."""
