-- How a tenant looks to its people, and the host name it is known by before anybody has signed in.
CREATE TABLE tenant_branding (
  tenant_id uuid PRIMARY KEY REFERENCES tenant (id) ON DELETE CASCADE ON UPDATE CASCADE,
  name text,
  accent text CONSTRAINT tenant_branding_accent_is_colour CHECK (accent ~ '^#[0-9a-f]{6}$'),
  mail_name text,
  mail_reply_to text,
  updated_at timestamptz(3) NOT NULL DEFAULT now()
);

-- Found by the host of a request alone, before the tenant is known.
CREATE TABLE tenant_domain (
  host text PRIMARY KEY CONSTRAINT tenant_domain_is_lower_case CHECK (host = lower(host)),
  tenant_id uuid NOT NULL REFERENCES tenant (id) ON DELETE CASCADE ON UPDATE CASCADE,
  created_at timestamptz(3) NOT NULL DEFAULT now()
);
CREATE INDEX tenant_domain_tenant_id_idx ON tenant_domain (tenant_id);

CREATE TABLE tenant_picture (
  tenant_id uuid NOT NULL REFERENCES tenant (id) ON DELETE CASCADE ON UPDATE CASCADE,
  kind text NOT NULL CONSTRAINT tenant_picture_kind_is_known CHECK (kind IN ('logo', 'login')),
  hash text NOT NULL,
  content_type text NOT NULL,
  width integer NOT NULL,
  height integer NOT NULL,
  bytes bytea NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, kind)
);
CREATE INDEX tenant_picture_hash_idx ON tenant_picture (hash);

-- When the credentials of a connection were last set.
ALTER TABLE jimi_connection ADD COLUMN credentials_at timestamptz(3) NOT NULL DEFAULT now();
UPDATE jimi_connection SET credentials_at = created_at;
