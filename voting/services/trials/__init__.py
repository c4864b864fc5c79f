"""Trial meetings (试测): made up, walked through, thrown away."""
