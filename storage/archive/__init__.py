"""Where materials and sealed dossiers are kept, addressed by what they contain."""

from storage.archive.folder import FolderArchive
from storage.archive.s3 import MinioArchive

__all__ = ["FolderArchive", "MinioArchive"]
