-- A key by which a program of a customer acts as the person who made it; its digest only.
CREATE TABLE api_token (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  user_id uuid NOT NULL,
  token_hash text NOT NULL,
  name text NOT NULL,
  scopes text[] NOT NULL,
  created_at timestamptz(3) NOT NULL,
  expires_at timestamptz(3) NOT NULL,
  last_used_at timestamptz(3),
  revoked_at timestamptz(3),
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES app_user (tenant_id, id) ON DELETE CASCADE ON UPDATE CASCADE
);
-- Found by nothing but its digest, before its tenant is known.
CREATE INDEX api_token_token_hash_idx ON api_token (token_hash);
CREATE INDEX api_token_tenant_id_user_id_idx ON api_token (tenant_id, user_id);
