-- Roles whose people sign in with a second factor.
ALTER TABLE tenant ADD COLUMN second_factor_roles text[] NOT NULL DEFAULT '{}';

-- One sign-in of one person, as long as it lasts and a while after.
CREATE TABLE user_session (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  user_id uuid NOT NULL,
  created_at timestamptz(3) NOT NULL,
  last_seen_at timestamptz(3) NOT NULL,
  address text,
  browser text,
  system text,
  ended_at timestamptz(3),
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES app_user (tenant_id, id) ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX user_session_tenant_id_user_id_idx ON user_session (tenant_id, user_id);

-- The secret a person's authenticator app shares. It counts once a first code has confirmed it.
CREATE TABLE second_factor (
  tenant_id uuid NOT NULL,
  user_id uuid NOT NULL,
  secret_sealed text NOT NULL,
  created_at timestamptz(3) NOT NULL,
  confirmed_at timestamptz(3),
  last_step int,
  failures int NOT NULL DEFAULT 0,
  blocked_until timestamptz(3),
  PRIMARY KEY (tenant_id, user_id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES app_user (tenant_id, id) ON DELETE CASCADE ON UPDATE CASCADE
);

-- Codes for who has lost the app, each good for once; digests only.
CREATE TABLE recovery_code (
  tenant_id uuid NOT NULL,
  user_id uuid NOT NULL,
  code_hash text NOT NULL,
  used_at timestamptz(3),
  PRIMARY KEY (tenant_id, user_id, code_hash),
  FOREIGN KEY (tenant_id, user_id) REFERENCES app_user (tenant_id, id) ON DELETE CASCADE ON UPDATE CASCADE
);

-- Links by which a person chooses another password, each good for once; digests only.
CREATE TABLE password_reset (
  tenant_id uuid NOT NULL,
  user_id uuid NOT NULL,
  token_hash text NOT NULL,
  created_at timestamptz(3) NOT NULL,
  expires_at timestamptz(3) NOT NULL,
  created_by_id uuid,
  PRIMARY KEY (tenant_id, user_id, token_hash),
  FOREIGN KEY (tenant_id, user_id) REFERENCES app_user (tenant_id, id) ON DELETE CASCADE ON UPDATE CASCADE
);
