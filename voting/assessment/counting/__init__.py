"""From ballots to tables: questions, weights, small classes, notes, exactly."""
