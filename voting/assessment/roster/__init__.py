"""Who is assessed (考核对象) and the seven rules of scope (考核范围)."""
