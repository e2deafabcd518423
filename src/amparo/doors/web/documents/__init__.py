"""The pages of documents that go out. What a document says is decided in `stages/documents`."""
