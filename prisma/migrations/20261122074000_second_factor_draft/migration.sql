-- Which sign-in began to set a second factor up: only there it can be confirmed. What was begun before has none, and is begun anew.
ALTER TABLE second_factor ADD COLUMN begun_in text;
