"""(set below)"""
