-- What the vendor takes of an account and never tells again, as last set from here.
CREATE TABLE account_fact (
  tenant_id uuid NOT NULL,
  account_id uuid NOT NULL,
  permissions text CONSTRAINT account_fact_permissions_are_six CHECK (permissions ~ '^[01]{6}$'),
  contact_person text,
  changed_at timestamptz(3) NOT NULL,
  changed_by_id uuid,
  PRIMARY KEY (tenant_id, account_id),
  FOREIGN KEY (tenant_id, account_id) REFERENCES account (tenant_id, id) ON DELETE CASCADE ON UPDATE CASCADE
);

-- The children of an account, page by page in the order of their names.
CREATE INDEX account_children ON account (tenant_id, parent_id, lower(name), id) WHERE removed_at IS NULL;
-- A subtree is a range of paths in the order of their bytes.
CREATE INDEX account_subtree ON account (tenant_id, path COLLATE "C") WHERE removed_at IS NULL;
