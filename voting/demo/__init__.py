"""The demo: a made-up county holds its meetings once, over real HTTP, with every part real."""
