"""What phones, the kiosk and the public see of a meeting."""
