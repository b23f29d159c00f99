-- Rights a role brings along can be taken from one person.
ALTER TABLE app_user ADD COLUMN denied_rights text[] NOT NULL DEFAULT '{}';
